import type { CheckLedger } from '../../compliance/check-ledger';
import { acknowledgedRows } from '../../compliance/summary';
import type { ResourceView } from '../../compliance/reading/zone-view';
import { selects } from '../../compliance/rules/backup-selected';
import type { EvidenceTable } from '../table';
import type { InventoryProps } from './props';
import { refusalsText, rotationOf, usersText } from './reading/key-facts';
import type { KeyUser } from './reading/key-users';
import { keyUsers } from './reading/key-users';
import { distinct, sorted } from './reading/lists';
import { placeOf } from './reading/names';
import { protectionsOf } from './reading/protections';
import { readersIn } from './reading/readers';
import { rightsIn } from './reading/role-rights';
import type { StoreType } from './reading/store-types';
import { storeTypeOf } from './reading/store-types';
import { transitText, WITHIN_AWS } from './reading/transit';
import type { EvidenceZone } from '../zone/evidence-zone';

/** How every store and channel of data is encrypted, at rest and on the way, and who may decrypt it. */
export function encryption({
  zone,
  ledger,
}: Pick<InventoryProps, 'zone' | 'ledger'>): EvidenceTable {
  const rights = rightsIn(zone);
  const readers = readersIn(zone, rights);
  const users = new Map<ResourceView, readonly KeyUser[]>();
  const usersOf = (key: ResourceView): readonly KeyUser[] => {
    const found = users.get(key) ?? keyUsers(zone, key, rights);
    users.set(key, found);
    return found;
  };
  const rows = zone.resources.flatMap((store) => {
    const type = storeTypeOf(store.type);
    if (type === undefined) return [];
    const backedUp = isBackedUp(zone, store);
    return protectionsOf(zone, store).map(({ part, key, says }) => [
      placeOf(store),
      part === '' ? type.kind : `${type.kind}: ${part}`,
      says,
      ...(key === undefined
        ? ['', '', '']
        : [
            rotationOf(key),
            [
              ...(type.decrypts === undefined ? [] : [type.decrypts]),
              usersText(usersOf(key).filter((user) => isAbout(user, type, backedUp))),
            ]
              .filter((text) => text !== '')
              .join(' | ') || 'nobody',
            refusalsText(zone, key),
          ]),
      // What the service keeps beside is not what these are about.
      ...(part === '' ? [readers(store, type), transitText(zone, store, type)] : ['', WITHIN_AWS]),
      key === undefined ? whyWithoutKey(ledger, store) : '',
    ]);
  });
  return {
    id: 'encryption',
    title: 'Encryption',
    explains:
      'Every store and channel of data: what it is encrypted with, who may decrypt that by the policies of key and roles together, whom the key refuses, who may read the store by policies of roles and of the store, denials and conditions of roles not counted, and what holds on the way. A use that serves one purpose alone, such as data keys of tenants, stands in the table of keys. What policies outside the templates let people and roles do is not here: the key refuses or leaves it to them.',
    columns: [
      'Store',
      'Kind',
      'Key',
      'Rotation',
      'Who may decrypt',
      'The key refuses',
      'Who may read it',
      'In transit',
      'Why no key of the zone',
    ],
    rows: sorted(rows),
  };
}

/**
 * Whether a way of using a key can be about a store: a service decrypts only what is its own, whoever
 * has a purpose only what was encrypted for that, and AWS Backup what a selection names.
 */
function isAbout(
  { who, through, by, purpose }: KeyUser,
  { service, delivered = false }: StoreType,
  backedUp: boolean,
): boolean {
  if (by === 'aws') return backedUp;
  if (through !== undefined) return through.startsWith(`${service}.`);
  if (by === 'role') return !purpose;
  return delivered || !who.endsWith('.amazonaws.com') || who.startsWith(`${service}.`);
}

function isBackedUp(zone: EvidenceZone, store: ResourceView): boolean {
  return (
    store.type === 'AWS::Backup::BackupVault' ||
    zone.ofType('AWS::Backup::BackupSelection').some((selection) => selects(zone, selection, store))
  );
}

/** Reasons of acknowledged findings about encryption of this resource. */
function whyWithoutKey({ rows }: CheckLedger, { stack, logicalId }: ResourceView): string {
  return distinct(
    acknowledgedRows(rows)
      .filter(
        (row) =>
          row.stack === stack &&
          row.logicalId === logicalId &&
          /Encrypt|CustomerManagedKey/.test(row.rule),
      )
      .map(({ reason }) => reason),
  ).join(' ');
}
