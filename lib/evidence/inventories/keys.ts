import type { Statement } from '../../compliance/reading/policy';
import { coversAction } from '../../compliance/reading/policy';
import type { ResourceView } from '../../compliance/reading/zone-view';
import type { EvidenceTable } from '../table';
import type { EvidenceZone } from '../zone/evidence-zone';
import type { InventoryProps } from './props';
import { rotationOf, usersText } from './reading/key-facts';
import { keyPolicyOf, UNREAD } from './reading/key-policy';
import { keyUsers, nobodyText, othersText, useOf } from './reading/key-users';
import { sorted } from './reading/lists';
import { nameOf, placeOf } from './reading/names';
import { accountText, namedIn } from './reading/principals';
import type { RoleRights } from './reading/role-rights';
import { rightsIn } from './reading/role-rights';
import { shown } from './reading/shown';
import { conditionsText } from './reading/statement-text';

const USAGES: Readonly<Record<string, string>> = {
  ENCRYPT_DECRYPT: 'encrypts and decrypts',
  GENERATE_VERIFY_MAC: 'makes and verifies MACs',
  SIGN_VERIFY: 'signs and verifies',
  KEY_AGREEMENT: 'agrees on secrets',
};

const OF_ITS_PRIMARY = 'that of its primary key';

/** What changes a key, as opposed to using it. */
const ADMINISTERS = 'kms:PutKeyPolicy';
/** What gives it to others. */
const HANDS_ON = ['kms:CreateGrant', ADMINISTERS];
/** What takes what it protects to another key, or from one to it. */
const MOVES = ['kms:ReEncryptFrom', 'kms:ReEncryptTo'];
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
      'Every KMS key of the zone. Users are those whom the policies of key and roles let decrypt, sign or make MACs; who may give it to others may make a grant, change its policy, or encrypt anew under another key. Whom the policy leaves to IAM of the account, policies outside the templates may add. Denials hold for everybody unless they say otherwise.',
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
      'Whom else IAM of the account may let use it',
      'Who may give it to others',
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
  const { statements, state } = keyPolicyOf(key);
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
    administratorsText(zone, key),
    usersText(keyUsers(zone, key, rights)) || nobodyText(zone, key),
    othersText(zone, key),
    handsOnText(zone, key, rights),
    state === 'unread' ? UNREAD : text(denials.filter(deniesUse)),
    state === 'unread' ? UNREAD : text(denials.filter((statement) => !deniesUse(statement))),
    deletionText(zone, key, denials),
  ];
}

/** Whom the policy of a key lets change it. */
function administratorsText(zone: EvidenceZone, key: ResourceView): string {
  const { statements, state } = keyPolicyOf(key);
  if (state === 'unread') return UNREAD;
  if (state === 'default') return accountText(zone);
  return statements
    .filter((statement) => statement.effect === 'Allow' && coversAction(statement, ADMINISTERS))
    .map((statement) => {
      const who = namedIn(zone, key, statement).map((named) => named.who);
      const when = conditionsText(zone, key, statement.conditions);
      return `${who.join(', ')}${when === '' ? '' : ` (${when})`}`;
    })
    .join(' | ');
}

/** Who may let others use a key, by a grant, a policy, or by encrypting under another: those of one kind together. */
function handsOnText(zone: EvidenceZone, key: ResourceView, rights: readonly RoleRights[]): string {
  const actions = useOf(key) === 'kms:Decrypt' ? [...HANDS_ON, ...MOVES] : HANDS_ON;
  const by = new Map<string, string[]>();
  for (const action of actions) {
    const users = usersText(keyUsers(zone, key, rights, action)).replaceAll(' | ', '; ');
    const who = users || nobodyText(zone, key, action);
    by.set(who, [...(by.get(who) ?? []), action]);
  }
  return [...by].map(([who, of]) => `${of.join(', ')}: ${who}`).join(' | ');
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
