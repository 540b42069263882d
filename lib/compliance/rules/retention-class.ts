import type { Rule } from '../rule';
import { RETENTION_CLASS_TAG, RETENTION_CLASSES, retentionClassOf } from '../reading/tags';

export const retentionClass: Rule = {
  name: 'RetentionClass',
  asks: 'Every bucket and log group says how long, and how strictly, its records are kept: other rules hold each class to its own demands.',
  citations: ['164.316(b)(2)(i)'],
  types: ['AWS::S3::Bucket', 'AWS::Logs::LogGroup'],
  find: (resource) =>
    retentionClassOf(resource) === undefined
      ? [`It has no known ${RETENTION_CLASS_TAG} tag. Add one: ${RETENTION_CLASSES.join(', ')}.`]
      : [],
};
