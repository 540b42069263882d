import type { Statement } from '../../compliance/reading/policy';
import { coversAction } from '../../compliance/reading/policy';
import type { ResourceView } from '../../compliance/reading/zone-view';
import type { EvidenceTable } from '../table';
import type { EvidenceZone } from '../zone/evidence-zone';
import type { InventoryProps } from './props';
import { rotationOf, usersText } from './reading/key-facts';
import { keyStatements, keyUsers, useOf } from './reading/key-users';
import { sorted } from './reading/lists';
import { nameOf, placeOf } from './reading/names';
import type { RoleRights } from './reading/role-rights';
import { rightsIn } from './reading/role-rights';
import { shown } from './reading/shown';
import { conditionsText, principalsText } from './reading/statement-text';

const USAGES: Readonly<Record<string, string>> = {
  ENCRYPT_DECRYPT: 'encrypts and decrypts',
  GENERATE_VERIFY_MAC: 'makes and verifies MACs',
  SIGN_VERIFY: 'signs and verifies',
  KEY_AGREEMENT: 'agrees on secrets',
};

const OF_ITS_PRIMARY = 'that of its primary key';

/** What changes a key, as opposed to using it. */
const ADMINISTERS = 'kms:PutKeyPolicy';
/** What ends it. */
const ENDS = ['kms:ScheduleKeyDeletion', 'kms:DisableKey'];

/** Every KMS key: what it does, who administers and uses it, what its policy denies, how it ends. */
export function keys({ zone }: Pick<InventoryProps, 'zone'>): EvidenceTable {
  const rights = rightsIn(zone);
  const all = ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'].flatMap((type) => zone.ofType(type));
  return {
    id: 'keys',
    title: 'Keys',
    explains:
      'Every KMS key of the zone. Users are those whom the policies of key and roles let decrypt, sign or make MACs; whom the policy leaves to IAM of the account, policies outside the templates may add. Denials hold for everybody unless they say otherwise.',
    columns: [
      'Key',
      'Resource',
      'What for',
      'Usage',
      'Kind',
      'Multi-Region',
      'Rotation',
      'Administrators',
      'Users',
      'Denials of use',
      'Denials of change and loss',
      'Deletion',
    ],
    rows: sorted(all.map((key) => keyRow(zone, key, rights))),
  };
}

function keyRow(
  zone: EvidenceZone,
  key: ResourceView,
  rights: readonly RoleRights[],
): readonly string[] {
  const { properties, type } = key;
  const { KeyUsage: usage = 'ENCRYPT_DECRYPT', KeySpec: spec = 'SYMMETRIC_DEFAULT' } = properties;
  const isReplica = type === 'AWS::KMS::ReplicaKey';
  const statements = keyStatements(key);
  const denials = statements.filter(({ effect }) => effect === 'Deny');
  const deniesUse = (statement: Statement): boolean => coversAction(statement, useOf(key));
  const text = (chosen: readonly Statement[]): string =>
    chosen.map((statement) => denialText(zone, key, statement)).join(' | ');
  return [
    nameOf(zone, key),
    placeOf(key),
    shown(zone, key, properties['Description']),
    isReplica ? OF_ITS_PRIMARY : (USAGES[String(usage)] ?? String(usage)),
    isReplica ? OF_ITS_PRIMARY : String(spec),
    isReplica ? 'replica' : properties['MultiRegion'] === true ? 'yes' : 'no',
    rotationOf(key),
    administratorsText(zone, key, statements),
    usersText(keyUsers(zone, key, rights)) || 'nobody',
    text(denials.filter(deniesUse)),
    text(denials.filter((statement) => !deniesUse(statement))),
    deletionText(zone, key, denials),
  ];
}

function administratorsText(
  zone: EvidenceZone,
  key: ResourceView,
  statements: readonly Statement[],
): string {
  return statements
    .filter((statement) => statement.effect === 'Allow' && coversAction(statement, ADMINISTERS))
    .map((statement) => {
      const who = principalsText(zone, key, statement);
      const account = zone.expectations.account;
      return who.endsWith(`:${account}:root`)
        ? `account ${account}: whom its IAM policies allow`
        : who;
    })
    .join(' | ');
}

function denialText(zone: EvidenceZone, key: ResourceView, statement: Statement): string {
  const when = conditionsText(zone, key, statement.conditions);
  return `${statement.name}${when === '' ? '' : `: if ${when}`}`;
}

function deletionText(
  zone: EvidenceZone,
  key: ResourceView,
  denials: readonly Statement[],
): string {
  const { PendingWindowInDays: days = 30 } = key.properties;
  const denied = ENDS.filter((action) =>
    denials.some(
      (statement) => statement.conditions.length === 0 && coversAction(statement, action),
    ),
  );
  return [
    `${String(days)} days to regret it`,
    denied.length === 0 ? 'no action is denied to all' : `denied to all: ${denied.join(', ')}`,
    `when its stack is deleted: ${zone.deletionPolicy(key)}`,
  ].join('; ');
}
