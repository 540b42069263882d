import type { Rule } from '../rule';

export const functionUrl: Rule = {
  name: 'FunctionUrl',
  asks: 'A function URL answers to signed requests only.',
  citations: ['164.312(d)', '164.312(a)(1)'],
  types: ['AWS::Lambda::Url'],
  find: ({ properties: { AuthType: auth } }) =>
    auth === 'AWS_IAM'
      ? []
      : ['AuthType is not AWS_IAM: anybody can call the function. Set it, or use an API.'],
};
