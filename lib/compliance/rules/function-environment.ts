import type { Rule } from '../rule';
import { namesASecret, secretsIn } from '../reading/secret-like';
import type { ResourceView, ZoneView } from '../reading/zone-view';
import { at, isObject } from '../reading/zone-view';

/** Attributes that are secrets themselves, such as `ClientSecret` of a user pool client. */
const SECRET_ATTRIBUTE = /(?:secret|password|secretaccesskey|privatekey|token)$/i;
const ARN = /^arn:[\w-]+:[\w-]+:[^:\s]*:[^:\s]*:\S+$/;
/** A number, or a switch: `TOKEN_MINUTES: 15`. */
const HARMLESS = /^(?:\d{1,5}|true|false)$/;
/** `DB_SECRET_NAME: hlz/mercy/database` says where a secret is, `API_KEY_HEADER` how it is sent. */
const REFERENCE_SUFFIX = /_(?:ARN|ID|NAME|HEADER|TABLE|TYPE)$/i;
const REFERENCE = /^[\w/+=.@-]{1,128}$/;
/** `TOKEN_URL: https://login.example.org/oauth2/token` says where one is asked for. */
const ADDRESS_SUFFIX = /(?:URL|URI|ENDPOINT|ISSUER|AUDIENCE)$/i;
/** A host and a path of words: without account, query or fragment. */
const ADDRESS = /^https:\/\/[\w.\uE000-]+(?::\d{1,5})?(?:\/[\w.~\uE000-]*)*$/;
/** The secret of a web hook stands in its path. */
const LONG_WORD = /[A-Za-z0-9]{20,}/;

export const functionEnvironment: Rule = {
  name: 'FunctionEnvironment',
  asks: 'Neither the environment of a function nor a plain parameter holds a secret.',
  citations: ['164.312(d)', '164.308(a)(5)(ii)(D)'],
  types: ['AWS::Lambda::Function', 'AWS::SSM::Parameter'],
  find: (resource, zone) => {
    const { properties, type } = resource;
    if (type === 'AWS::SSM::Parameter') {
      const { Name: name, Value: value } = properties;
      return problemsOf(zone, resource, 'Value', typeof name === 'string' ? name : '', value);
    }
    const variables = at(properties, 'Environment', 'Variables') ?? {};
    return isObject(variables)
      ? Object.entries(variables).flatMap(([name, value]) =>
          problemsOf(zone, resource, `Environment variable ${name}`, name, value),
        )
      : ['Environment.Variables cannot be read. Write them out.'];
  },
};

const MEND = 'Give its ARN or name instead, and read it from Secrets Manager at run time.';

function problemsOf(
  zone: ZoneView,
  from: ResourceView,
  subject: string,
  name: string,
  value: unknown,
): readonly string[] {
  const { text, attributes, unread } = partsOf(zone, from, value);
  const kinds = secretsIn(text);
  return [
    ...kinds.map((kind) => `${subject} holds what looks like ${kind}. ${MEND}`),
    ...(kinds.length === 0 && namesASecret(name) && !isReference(name, text)
      ? [`${subject} is named as a secret and holds a literal. ${MEND}`]
      : []),
    ...(attributes.some((attribute) => SECRET_ATTRIBUTE.test(attribute))
      ? [`${subject} refers to an attribute that is a secret itself. ${MEND}`]
      : []),
    ...(unread
      ? [
          `${subject} is known only at deploy, where no rule sees it. Write it as a literal, or refer to a resource of the zone.`,
        ]
      : []),
  ];
}

/** Whether a text says where a secret is, or cannot be one. */
function isReference(name: string, text: string): boolean {
  return (
    /^\uE000*$/.test(text) ||
    ARN.test(text) ||
    HARMLESS.test(text) ||
    (REFERENCE_SUFFIX.test(name) && REFERENCE.test(text)) ||
    (ADDRESS_SUFFIX.test(name) && ADDRESS.test(text) && !LONG_WORD.test(text))
  );
}

/** What a value is made of. */
interface Parts {
  /** Its text, with `\uE000` for each reference. */
  readonly text: string;
  /** Attributes that it refers to. */
  readonly attributes: readonly string[];
  /** Whether a part cannot be read, such as a parameter. */
  readonly unread: boolean;
}

const A_REFERENCE: Parts = { text: '\uE000', attributes: [], unread: false };
const UNREAD: Parts = { ...A_REFERENCE, unread: true };

function partsOf(zone: ZoneView, from: ResourceView, value: unknown): Parts {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return { ...A_REFERENCE, text: String(value) };
  }
  if (!isObject(value)) return UNREAD;
  const { Ref: ref, 'Fn::Join': join, 'Fn::GetAtt': attribute } = value;
  if (typeof ref === 'string' && ref.startsWith('AWS::')) return A_REFERENCE;
  if (zone.follow(from, value) !== undefined) {
    const path = Array.isArray(attribute)
      ? attribute
      : typeof attribute === 'string'
        ? attribute.split('.')
        : [];
    return { ...A_REFERENCE, attributes: path.slice(1).map(String) };
  }
  const [separator, pieces] = Array.isArray(join) ? (join as readonly unknown[]) : [];
  if (typeof separator !== 'string' || !Array.isArray(pieces)) return UNREAD;
  const parts = pieces.map((piece) => partsOf(zone, from, piece));
  return {
    text: parts.map(({ text }) => text).join(separator),
    attributes: parts.flatMap(({ attributes }) => attributes),
    unread: parts.some(({ unread }) => unread),
  };
}
