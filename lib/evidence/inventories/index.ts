import type { EvidenceTable } from '../table';
import { accessMatrix, accessPolicies } from './access-matrix';
import { acknowledgements } from './acknowledgements';
import { assets } from './assets';
import { encryption } from './encryption';
import { functions } from './functions';
import { keys } from './keys';
import { network } from './network';
import { officials } from './officials';
import { permissions } from './permissions';
import type { InventoryProps } from './props';
import { resourcePolicies } from './resource-policies';
import { retention } from './retention';
import { services } from './services';
import { settings } from './settings';

export type { InventoryProps } from './props';

/** The tables of the pack, in the order of the page. */
export function inventories(props: InventoryProps): readonly EvidenceTable[] {
  return [
    officials(props),
    acknowledgements(props),
    settings(props),
    services(props),
    encryption(props),
    keys(props),
    retention(props),
    accessMatrix(props),
    accessPolicies(props),
    permissions(props),
    resourcePolicies(props),
    functions(props),
    network(props),
    assets(props),
  ];
}
