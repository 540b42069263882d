import { segmentKey, spoolKey } from '../lambda/ledger/format/layout';
import { subjectInTree } from '../lib/compliance/rule-pack';
import { attachedPolicies, policyDocuments } from '../lib/compliance/reading/resource-policies';
import { wordOf } from '../lib/compliance/reading/value-text';
import type { ResourceView } from '../lib/compliance/reading/zone-view';
import { at, zoneView } from '../lib/compliance/reading/zone-view';
import { expectationsOf } from '../lib/zone';
import { deliveriesIn } from './support/deliveries';
import type { Request } from './support/policy-judge';
import { judge } from './support/policy-judge';
import { shippedConfig } from './support/templates';
import { zoneApp } from './support/zone';

/** Who of the functions of identity, access and ledger reaches what: see `deliveries.test.ts`. */

const CONFIG = shippedConfig('production');
const ACCOUNT = CONFIG.account;
const APP = zoneApp(CONFIG);
APP.synth({ skipValidation: true });
const ZONE = zoneView(APP, subjectInTree, expectationsOf(CONFIG));
const { resourceAt, followed, keyOfBucket, onTarget, onKey, byRole } = deliveriesIn(ZONE, CONFIG);

const VPC = wordOf(resourceAt('Network/Vpc/Resource'));
const FUNCTIONS = ZONE.ofType('AWS::Lambda::Function');
const variable = (from: ResourceView, name: string): unknown =>
  at(from.properties, 'Environment', 'Variables', name);
const having = (name: string): readonly (readonly [path: string, view: ResourceView])[] =>
  FUNCTIONS.filter((view) => variable(view, name) !== undefined).map((view) => [view.path, view]);
const roleOf = (of: ResourceView): ResourceView => followed(of, 'Role');

/** Every call of a role says this. */
function asRole(role: ResourceView): Readonly<Record<string, string>> {
  const tag = [role.properties['Tags']].flat().find((entry) => at(entry, 'Key') === 'hlz-workload');
  const workload = String(at(tag, 'Value'));
  return {
    'aws:principalarn': `arn:aws:iam::${ACCOUNT}:role/hlz/${workload}`,
    'aws:principalaccount': ACCOUNT,
    'aws:principaltag/hlz-workload': workload,
    'aws:securetransport': 'true',
  };
}

/** Whether both the role and the key let it use the key through a service. */
function usesKey(role: ResourceView, key: ResourceView, action: string, service: string): boolean {
  const context = { ...asRole(role), 'kms:viaservice': `${service}.us-east-1.amazonaws.com` };
  return (
    byRole(role, action, wordOf(key), context) === 'allow' &&
    onKey(key, { by: { role: wordOf(role) }, action, context }) !== 'deny' &&
    // Nor without the service.
    byRole(role, action, wordOf(key), { ...asRole(role), 'aws:sourcevpc': VPC }) !== 'allow'
  );
}

describe('functions that write audit events', () => {
  const producers = having('AUDIT_STREAM');

  it('are these', () => {
    expect(producers.map(([path]) => path)).toEqual([
      'Identity/SignIn/Function/Resource',
      'Identity/Events/Function/Resource',
      'Access/Api/Function/Resource',
      'Ledger/Api/Function/Resource',
      'Phi/Api/Function/Resource',
      'Phi/Backfill/Function/Resource',
      'Breach/Detector/Function/Resource',
      'Breach/Findings/Function/Resource',
      'Breach/Clock/Function/Resource',
      'Breach/Api/Function/Resource',
    ]);
  });

  it.each(producers)('%s: puts them into the stream, under its key, from the VPC only', (_, of) => {
    const stream = followed(of, 'Environment', 'Variables', 'AUDIT_STREAM');
    expect(stream.path).toBe('Archive/AuditStream/Resource');
    const put = (context: Request['context']): string =>
      byRole(roleOf(of), 'kinesis:PutRecords', wordOf(stream), context);
    expect(put({ 'aws:sourcevpc': VPC })).toBe('allow');
    expect(put({})).not.toBe('allow');
    const key = followed(stream, 'StreamEncryption', 'KeyId');
    expect(usesKey(roleOf(of), key, 'kms:GenerateDataKey', 'kinesis')).toBe(true);
    // Nobody of them reads what others did, but who looks for breaches; and that Lambda does for him.
    const reads = byRole(roleOf(of), 'kinesis:GetRecords', wordOf(stream), {}) === 'allow';
    expect(reads).toBe(of.path.startsWith('Breach/Detector/'));
  });

  it.each(producers)('%s: adds to the spool, and to nothing else of the ledger', (_, of) => {
    const bucket = followed(of, 'Environment', 'Variables', 'LEDGER_BUCKET');
    expect(bucket.path).toBe('Archive/Ledger/Resource');
    const may = (action: string, key: string): boolean => {
      const context = { ...asRole(roleOf(of)), 'aws:sourcevpc': VPC, 's3:if-none-match': '*' };
      const by = { role: wordOf(roleOf(of)) };
      return (
        byRole(roleOf(of), action, `${wordOf(bucket)}/${key}`, context) === 'allow' &&
        onTarget(bucket, { by, action, context }, `/${key}`) !== 'deny'
      );
    };
    for (const counter of [0, 123_456_789]) {
      const spooled = spoolKey(`AZqXkq8ATh-nV_0Zr3aBcQ-${counter}`);
      expect(may('s3:PutObject', spooled)).toBe(true);
      expect(may('s3:GetObject', spooled)).toBe(false);
      expect(may('s3:DeleteObject', spooled)).toBe(false);
    }
    expect(may('s3:PutObject', segmentKey('shardId-000000000001', 7))).toBe(false);
    expect(usesKey(roleOf(of), keyOfBucket(bucket), 'kms:GenerateDataKey', 's3')).toBe(true);
  });
});

describe('functions and their tables', () => {
  const named = FUNCTIONS.flatMap((view) => {
    const variables = Object.keys(Object(at(view.properties, 'Environment', 'Variables')));
    return variables
      .filter((name) => name.endsWith('_TABLE'))
      .map((name) => [`${view.path} ${name}`, view, name] as const);
  });

  it('are many', () => {
    expect(named.length).toBeGreaterThan(20);
  });

  it.each(named)('%s: may use it, and its key through it', (_, of, name) => {
    const table = followed(of, 'Environment', 'Variables', name);
    expect(table.type).toBe('AWS::DynamoDB::Table');
    const key = followed(table, 'SSESpecification', 'KMSMasterKeyId');
    expect(key.path).toBe('Keys/Phi/Resource');
    expect(usesKey(roleOf(of), key, 'kms:Decrypt', 'dynamodb')).toBe(true);
    const may = (below: string, context: Request['context']): readonly string[] =>
      ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query', 'BatchWriteItem', 'Scan'].filter(
        (action) =>
          byRole(roleOf(of), `dynamodb:${action}`, `${wordOf(table)}${below}`, context) === 'allow',
      );
    const inside = { ...asRole(roleOf(of)), 'aws:sourcevpc': VPC };
    const indexes = [table.properties['GlobalSecondaryIndexes'] ?? []].flat();
    const uses = [
      ...may('', inside),
      ...indexes.flatMap((index) => may(`/index/${String(at(index, 'IndexName'))}`, inside)),
    ];
    expect(uses.length).toBeGreaterThan(0);
    expect(uses).not.toContain('Scan');
    // With the same credentials from elsewhere: nothing, but for the one that stands outside.
    const outside = of.path.startsWith('Identity/Keys/') ? ['PutItem'] : [];
    expect(may('', asRole(roleOf(of)))).toEqual(outside);
  });

  it('the public keys are written by who copies them, and by nobody else', () => {
    const table = resourceAt('Identity/Tables/PublicKeys/Resource');
    const [document] = policyDocuments(table);
    const put = (context: Request['context']): string =>
      judge(ZONE, table, document, {
        by: { role: 'x' },
        action: 'dynamodb:PutItem',
        resource: wordOf(table),
        context,
      });
    const copies = roleOf(resourceAt('Identity/Keys/Function/Resource'));
    expect(put(asRole(copies))).not.toBe('deny');
    const administrator = { 'aws:principalarn': `arn:aws:iam::${ACCOUNT}:role/Admin` };
    expect(put(administrator)).toBe('deny');
    for (const of of FUNCTIONS.filter((view) => !view.path.startsWith('Identity/Keys/'))) {
      expect(put(asRole(roleOf(of)))).toBe('deny');
      for (const action of ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem']) {
        const context = { ...asRole(roleOf(of)), 'aws:sourcevpc': VPC };
        expect(byRole(roleOf(of), `dynamodb:${action}`, wordOf(table), context)).not.toBe('allow');
      }
    }
  });
});

describe('the register of incidents', () => {
  const table = resourceAt('Breach/Tables/Register/Resource');
  const [document] = policyDocuments(table);
  const answer = (action: string, context: Request['context']): string =>
    judge(ZONE, table, document, {
      by: { role: 'x' },
      action: `dynamodb:${action}`,
      resource: wordOf(table),
      context,
    });
  const administrator = { 'aws:principalarn': `arn:aws:iam::${ACCOUNT}:role/Admin` };

  it('is written by who opens and changes incidents, and by nobody else', () => {
    const writers = ['Detector', 'Findings', 'Clock', 'Api'].map((name) => `Breach/${name}/`);
    for (const of of FUNCTIONS) {
      const isWriter = writers.some((path) => of.path.startsWith(path));
      const context = { ...asRole(roleOf(of)), 'aws:sourcevpc': VPC };
      expect([of.path, answer('PutItem', context) !== 'deny']).toEqual([of.path, isWriter]);
      const own = byRole(roleOf(of), 'dynamodb:PutItem', wordOf(table), context);
      expect([of.path, own === 'allow']).toEqual([of.path, isWriter]);
    }
    for (const action of ['PutItem', 'UpdateItem', 'PartiQLInsert', 'PartiQLUpdate']) {
      expect(answer(action, administrator)).toBe('deny');
    }
  });

  it('lets nobody at all take an entry away', () => {
    const api = asRole(roleOf(resourceAt('Breach/Api/Function/Resource')));
    for (const action of ['DeleteItem', 'BatchWriteItem', 'PartiQLDelete']) {
      for (const context of [api, administrator]) expect(answer(action, context)).toBe('deny');
    }
  });
});

describe('streams of tables', () => {
  const mappings = ZONE.ofType('AWS::Lambda::EventSourceMapping').flatMap((mapping) => {
    const source = followed(mapping, 'EventSourceArn');
    return source.type === 'AWS::DynamoDB::Table' ? [[mapping.path, mapping, source] as const] : [];
  });

  it('are three', () => {
    expect(mappings).toHaveLength(3);
  });

  it.each(mappings)('%s: Lambda reads it with the role of the function', (_, mapping, table) => {
    expect(at(table.properties, 'StreamSpecification', 'StreamViewType')).toBe(
      'NEW_AND_OLD_IMAGES',
    );
    const role = roleOf(followed(mapping, 'FunctionName'));
    for (const action of ['GetRecords', 'GetShardIterator', 'DescribeStream', 'ListStreams']) {
      // Of the table's ARNs the words are the same; that it is the stream's the stack test knows.
      expect(byRole(role, `dynamodb:${action}`, wordOf(table), {})).toBe('allow');
    }
    const key = followed(table, 'SSESpecification', 'KMSMasterKeyId');
    expect(usesKey(role, key, 'kms:Decrypt', 'dynamodb')).toBe(true);
    const queue = followed(mapping, 'DestinationConfig', 'OnFailure', 'Destination');
    expect(byRole(role, 'sqs:SendMessage', wordOf(queue), {})).toBe('allow');
  });
});

describe('rules of events', () => {
  const by = { service: 'events.amazonaws.com' };
  const rules = ZONE.ofType('AWS::Events::Rule').map((rule) => {
    const [target]: readonly unknown[] = [rule.properties['Targets']].flat();
    return [rule.path, rule, target] as const;
  });

  it('are these, each for its function', () => {
    const called = rules.map(([path, rule, target]) => [
      path,
      ZONE.follow(rule, at(target, 'Arn'))?.path,
    ]);
    expect(Object.fromEntries(called)).toEqual({
      'Identity/MfaChanges': 'Identity/Events/Function/Resource',
      'Breach/FindingRules/GuardDuty': 'Breach/Findings/Function/Resource',
      'Breach/FindingRules/Macie': 'Breach/Findings/Function/Resource',
      'Breach/FindingRules/SecurityHub': 'Breach/Findings/Function/Resource',
    });
  });

  it.each(rules)('%s: its function lets it call', (path, rule, target) => {
    const permission = resourceAt(`${path}/CallsListener`);
    expect(followed(permission, 'FunctionName')).toBe(ZONE.follow(rule, at(target, 'Arn')));
    expect(followed(permission, 'SourceArn')).toBe(rule);
  });

  it.each(rules)(
    '%s: tells the failure queue what it could not, under its key',
    (_, rule, target) => {
      const queue = ZONE.follow(rule, at(target, 'DeadLetterConfig', 'Arn'));
      if (queue === undefined) throw new Error('no queue');
      const name = String(rule.properties['Name']);
      const arn = `arn:aws:events:us-east-1:${ACCOUNT}:rule/${name}`;
      const send = (source: string): string =>
        onTarget(queue, {
          by,
          action: 'sqs:SendMessage',
          context: { 'aws:sourcearn': source, 'aws:securetransport': 'true' },
        });
      expect(send(arn)).toBe('allow');
      expect(send(arn.replace(name, 'hlz-mercy-other'))).not.toBe('allow');
      expect(send(arn.replace(ACCOUNT, '999988887777'))).not.toBe('allow');
      const key = followed(queue, 'KmsMasterKeyId');
      for (const action of ['kms:GenerateDataKey', 'kms:Decrypt']) {
        expect(onKey(key, { by, action, context: {} })).toBe('allow');
      }
    },
  );
});

describe('who tells', () => {
  const reached = ['Access/Alert', 'Breach/Alert'].flatMap((path) => {
    const alert = resourceAt(`${path}/Function/Resource`);
    return Object.keys(Object(at(alert.properties, 'Environment', 'Variables')))
      .filter((name) => name.endsWith('_TOPIC'))
      .map((name) => [`${path} ${name}`, alert, name] as const);
  });

  it('reach four topics', () => {
    const topics = reached.map(([, alert, name]) => [
      name,
      followed(alert, 'Environment', 'Variables', name).path,
    ]);
    expect(Object.fromEntries(topics)).toEqual({
      SECURITY_TOPIC: 'Baseline/SecurityTopic/Resource',
      LOW_TOPIC: 'Breach/Topics/Low/Resource',
      MEDIUM_TOPIC: 'Breach/Topics/Medium/Resource',
      HIGH_TOPIC: 'Breach/Topics/High/Resource',
    });
  });

  it.each(reached)('%s, under its key, from the VPC only', (_, alert, name) => {
    const role = roleOf(alert);
    const topic = followed(alert, 'Environment', 'Variables', name);
    const context = { ...asRole(role), 'aws:sourcevpc': VPC };
    expect(byRole(role, 'sns:Publish', wordOf(topic), context)).toBe('allow');
    expect(byRole(role, 'sns:Publish', wordOf(topic), asRole(role))).not.toBe('allow');
    const by = { role: wordOf(role) };
    expect(attachedPolicies(ZONE, topic)).toHaveLength(1);
    expect(onTarget(topic, { by, action: 'sns:Publish', context })).not.toBe('deny');
    const key = followed(topic, 'KmsMasterKeyId');
    expect(usesKey(role, key, 'kms:GenerateDataKey', 'sns')).toBe(true);
    expect(usesKey(role, key, 'kms:Decrypt', 'sns')).toBe(true);
    expect(resourceAt('Network/Endpoints/Sns/Resource').type).toBe('AWS::EC2::VPCEndpoint');
  });
});

describe('keys that functions use themselves', () => {
  const api = resourceAt('Access/Api/Function/Resource');
  const phi = followed(api, 'Environment', 'Variables', 'PHI_KEY');
  const may = (
    of: ResourceView,
    key: ResourceView,
    action: string,
    context: Request['context'],
  ): boolean => {
    const all = { ...asRole(roleOf(of)), 'aws:sourcevpc': VPC, ...context };
    const by = { role: wordOf(roleOf(of)) };
    return (
      byRole(roleOf(of), action, wordOf(key), all) === 'allow' &&
      onKey(key, { by, action, context: all }) !== 'deny'
    );
  };
  /** An encryption context as policies see it. */
  const under = (context: Readonly<Record<string, string>>): Request['context'] => ({
    'kms:encryptioncontextkeys': Object.keys(context),
    ...Object.fromEntries(
      Object.entries(context).map(([name, value]) => [`kms:encryptioncontext:${name}`, value]),
    ),
  });
  const GLASS = { purpose: 'break-glass', glass: 'g', tenant: 't' };

  it('a justification is sealed and opened, by the access API in the VPC', () => {
    expect(phi.path).toBe('Keys/Phi/Resource');
    for (const action of ['kms:Encrypt', 'kms:Decrypt']) {
      expect(may(api, phi, action, under(GLASS))).toBe(true);
      expect(may(api, phi, action, { ...under(GLASS), 'aws:sourcevpc': 'vpc-other' })).toBe(false);
    }
  });

  it.each([
    ['nothing', {}],
    ['another purpose', { ...GLASS, purpose: 'record' }],
    ['no tenant', { purpose: 'break-glass', glass: 'g' }],
    ['no glass', { purpose: 'break-glass', tenant: 't' }],
    ['something more', { ...GLASS, other: 'x' }],
  ])('nothing is opened under a context with %s', (_, context) => {
    for (const action of ['kms:Encrypt', 'kms:Decrypt']) {
      expect(may(api, phi, action, under(context))).toBe(false);
    }
  });

  it('nobody else opens anything with the key of PHI by itself', () => {
    for (const of of FUNCTIONS.filter((view) => view !== api)) {
      expect(may(of, phi, 'kms:Decrypt', under(GLASS))).toBe(false);
    }
  });

  it('data keys of tenants are made and unwrapped by the functions of fields, each for one tenant', () => {
    const key = under({ purpose: 'phi-field', tenant: 'mercy', kid: 'k' });
    const nameless = under({ purpose: 'phi-field', tenant: 'mercy' });
    for (const [path, of] of having('AUDIT_STREAM')) {
      const isOfFields = path.startsWith('Phi/');
      for (const action of ['kms:GenerateDataKey', 'kms:Decrypt']) {
        expect([path, may(of, phi, action, key)]).toEqual([path, isOfFields]);
        expect(may(of, phi, action, nameless)).toBe(false);
        expect(may(of, phi, action, { ...key, 'aws:sourcevpc': 'vpc-other' })).toBe(false);
      }
      expect(may(of, phi, 'kms:Encrypt', key)).toBe(false);
    }
    // Another workload, whatever its own policy allows.
    const context = {
      ...key,
      'aws:principalarn': `arn:aws:iam::${ACCOUNT}:role/hlz/application`,
      'aws:principaltag/hlz-workload': 'application',
      'aws:principalaccount': ACCOUNT,
      'aws:sourcevpc': VPC,
    };
    expect(onKey(phi, { by: { role: 'x' }, action: 'kms:Decrypt', context })).toBe('deny');
  });

  it('pseudonyms are made by the APIs, and by what encrypts a column', () => {
    const makers = having('PSEUDONYM_KEY');
    expect(makers.map(([path]) => path)).toEqual([
      'Access/Api/Function/Resource',
      'Ledger/Api/Function/Resource',
      'Phi/Api/Function/Resource',
      'Phi/Backfill/Function/Resource',
    ]);
    for (const [, of] of makers) {
      const key = followed(of, 'Environment', 'Variables', 'PSEUDONYM_KEY');
      expect(key.path).toBe('Keys/Pseudonym/Resource');
      const mac = { 'kms:macalgorithm': 'HMAC_SHA_256' };
      expect(may(of, key, 'kms:GenerateMac', mac)).toBe(true);
      expect(may(of, key, 'kms:GenerateMac', { ...mac, 'aws:sourcevpc': 'vpc-other' })).toBe(false);
    }
    const key = resourceAt('Keys/Pseudonym/Resource');
    const others = FUNCTIONS.filter((view) => !makers.some(([path]) => path === view.path));
    for (const of of others) {
      expect(may(of, key, 'kms:GenerateMac', { 'kms:macalgorithm': 'HMAC_SHA_256' })).toBe(false);
    }
  });
});
