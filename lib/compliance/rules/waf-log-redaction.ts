import { objectsIn } from '../reading/literals';
import type { Rule } from '../rule';
import { isSame } from '../reading/value-text';
import type { JsonObject } from '../reading/zone-view';
import { isObject } from '../reading/zone-view';

const HEADERS = ['authorization', 'cookie', 'x-amz-security-token'] as const;

export const wafLogRedaction: Rule = {
  name: 'WafLogRedaction',
  asks: 'A web ACL logs what it saw, without credentials and query strings.',
  citations: ['164.312(b)', '164.312(d)'],
  types: ['AWS::WAFv2::WebACL', 'AWS::WAFv2::LoggingConfiguration'],
  reads: ['AWS::WAFv2::LoggingConfiguration'],
  find: (resource, zone) => {
    if (resource.type === 'AWS::WAFv2::LoggingConfiguration') {
      return redactionProblems(resource.properties);
    }
    return zone
      .ofType('AWS::WAFv2::LoggingConfiguration')
      .some((logging) => isSame(zone.follow(logging, logging.properties['ResourceArn']), resource))
      ? []
      : ['No AWS::WAFv2::LoggingConfiguration has this web ACL as its ResourceArn. Add one.'];
  },
};

function redactionProblems(properties: JsonObject): readonly string[] {
  const fields = (objectsIn(properties['RedactedFields']) ?? []).map(withSmallKeys);
  const headers = new Set(
    fields.map(({ singleheader: header }) =>
      isObject(header) ? String(withSmallKeys(header)['name']).toLowerCase() : '',
    ),
  );
  return [
    ...HEADERS.filter((header) => !headers.has(header)).map(
      (header) =>
        `RedactedFields lacks the header ${header}, which holds a credential. Add a SingleHeader.`,
    ),
    ...(fields.some(({ querystring: query }) => query !== undefined)
      ? []
      : [
          'RedactedFields lacks QueryString, in which a caller may put what identifies a patient. Add it.',
        ]),
  ];
}

/** CDK hands some parts of this type through as they are written, in either case. */
function withSmallKeys(object: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key.toLowerCase(), value]),
  );
}
