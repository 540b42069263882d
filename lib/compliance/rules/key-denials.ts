import { losses, openToOthers } from '../reading/key-use';
import { holdsPhi } from '../reading/phi-store';
import { statementsIn } from '../reading/policy';
import { retentionClassOf } from '../reading/tags';
import { storesUnder } from '../reading/stores-under';
import type { Rule } from '../rule';
import type { ResourceView } from '../reading/zone-view';

/** How many stores a finding names. */
const NAMED = 3;

export const keyDenials: Rule = {
  name: 'KeyDenials',
  asks: "A key of patients' data, of pseudonyms or of signatures refuses direct use to all but workloads, and no key of such data or of audit records is deleted, disabled or copied away.",
  citations: ['164.312(a)(1)', '164.312(c)(1)', '164.308(a)(7)(ii)(A)'],
  types: ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'],
  find: (key, zone) => {
    const stores = storesUnder(zone, key);
    const phi = stores.filter(holdsPhi);
    const kept = stores.filter((store) => holdsPhi(store) || retentionClassOf(store) === 'audit');
    const isForWorkloads = !encryptsOnly(key);
    if (!isForWorkloads && kept.length === 0) return undefined;
    const statements = statementsIn(key.properties['KeyPolicy']) ?? [];
    const open = isForWorkloads || phi.length > 0 ? openToOthers(zone, key, statements) : [];
    const lost = losses(zone, key, statements);
    return [
      ...(open.length === 0
        ? []
        : [
            `Its policy does not deny, where no service calls for somebody: ${open.join(', ')}. ${subject(phi, 'use it')} Make it a ZoneKey with workloadsOnly, or write the same denials; or encrypt what is named here with the phi key of the zone.`,
          ]),
      ...(lost.length === 0
        ? []
        : [
            `Its policy does not deny to everybody: ${lost.join(', ')}. ${subject(kept, 'would be lost with it')} Make it a ZoneKey, or write the same denials.`,
          ]),
    ];
  },
};

/** A key with which AWS services encrypt. Others make MACs or signatures, for workloads only. */
function encryptsOnly({ type, properties }: ResourceView): boolean {
  const { KeyUsage: usage = 'ENCRYPT_DECRYPT' } = properties;
  return type === 'AWS::KMS::Key' && usage === 'ENCRYPT_DECRYPT';
}

function subject(stores: readonly ResourceView[], verb: string): string {
  if (stores.length === 0) return '';
  const others = stores.length - NAMED;
  const names = stores.slice(0, NAMED).map(({ path }) => path);
  return `${[...names, ...(others > 0 ? [`${others} more`] : [])].join(', ')} ${verb}.`;
}
