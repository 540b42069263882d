import type { CheckLedger } from '../../compliance/check-ledger';
import { acknowledgedRows } from '../../compliance/summary';
import type { ResourceView } from '../../compliance/reading/zone-view';
import type { EvidenceTable } from '../table';
import type { InventoryProps } from './props';
import { refusalsText, rotationOf, usersText } from './reading/key-facts';
import type { KeyUser } from './reading/key-users';
import { keyUsers, nobodyText, othersText } from './reading/key-users';
import { distinct, sorted } from './reading/lists';
import { placeOf } from './reading/names';
import { overlaps } from './reading/patterns';
import { protectionsOf } from './reading/protections';
import { readersIn } from './reading/readers';
import { rightsIn } from './reading/role-rights';
import type { StoreType } from './reading/store-types';
import { storeTypeOf } from './reading/store-types';
import { transitText, WITHIN_AWS } from './reading/transit';

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
    return protectionsOf(zone, store).map(({ part, key, says }) => [
      placeOf(store),
      part === '' ? type.kind : `${type.kind}: ${part}`,
      says,
      ...(key === undefined
        ? ['', '', '', '']
        : [
            rotationOf(key),
            [
              ...(type.decrypts === undefined ? [] : [type.decrypts]),
              usersText(usersOf(key).filter((user) => isAbout(user, type))),
            ]
              .filter((text) => text !== '')
              .join(' | ') || nobodyText(zone, key),
            othersText(zone, key),
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
      'Every store and channel of data: what it is encrypted with, who may decrypt that by the policies of key and roles together, whom the key refuses, who may read the store by policies of roles and of the store, denials and conditions of roles not counted, and what holds on the way. A use that serves one purpose alone, such as data keys of tenants, stands in the table of keys. Policies outside the templates, such as those of administrators, may let others: whom, the column after it says.',
    columns: [
      'Store',
      'Kind',
      'Key',
      'Rotation',
      'Who may decrypt',
      'Whom else IAM of the account may let',
      'The key refuses',
      'Who may read it',
      'In transit',
      'Why no key of the zone',
    ],
    rows: sorted(rows),
  };
}

/**
 * Whether a way of using a key can be about a store: a service decrypts only what is its own, and whoever
 * has a purpose only what was encrypted for that.
 */
function isAbout(
  { who, through, by, purpose, services, isService = false }: KeyUser,
  { service, delivered = false }: StoreType,
): boolean {
  if (service === undefined) return true;
  if (services !== undefined) return services.includes(service);
  if (through !== undefined) return overlaps(through, `${service}.*`);
  if (by === 'role') return !purpose;
  return delivered || !isService || who.startsWith(`${service}.`);
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
