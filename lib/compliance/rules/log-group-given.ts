import type { Rule } from '../rule';
import { at } from '../reading/zone-view';

export const logGroupGiven: Rule = {
  name: 'LogGroupGiven',
  asks: 'A function writes into a log group of the zone.',
  citations: ['164.312(b)', '164.312(a)(2)(iv)'],
  types: ['AWS::Lambda::Function'],
  find: (fn, zone) =>
    zone.follow(fn, at(fn.properties, 'LoggingConfig', 'LogGroup'))?.type === 'AWS::Logs::LogGroup'
      ? []
      : [
          'LoggingConfig.LogGroup names no log group of the zone. Give it one: the group that Lambda makes by itself has no key of yours and keeps its records for ever.',
        ],
};
