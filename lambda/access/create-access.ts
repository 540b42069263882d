import type { Identity } from '../identity/create-identity';
import { createIdentity } from '../identity/create-identity';
import type { IDENTITY_TABLES } from '../identity/tables';
import type { AuditTrail } from '../shared/audit/audit-trail';
import type { Logger } from '../shared/log';
import { PatientIdError } from '../shared/pseudonym';
import type { Pseudonyms } from '../shared/pseudonym';
import type { Environment } from '../shared/settings';
import type { Table } from '../shared/table';
import type { Amendments } from './amendments';
import { createAmendments } from './amendments';
import type { Approvals } from './approvals';
import { createApprovals } from './approvals';
import type { BrokenGlasses, Sealer } from './break-glass';
import { createBrokenGlasses } from './break-glass';
import type { CareTeams } from './care-team';
import { createCareTeams } from './care-team';
import type { AccessDesk } from './desk';
import { createDesk } from './desk';
import type { Engine } from './engine';
import { guarded, reaching } from './guarded-table';
import type { Rates } from './rates';
import { createRates } from './rates';
import type { Restrictions } from './restrictions';
import { createRestrictions } from './restrictions';
import { readAccessLimits } from './settings';
import type { ACCESS_TABLES } from './tables';

/** Who is asking, and may they: what every function behind the API has. */
export interface Access {
  readonly identity: Identity;
  /** The directory, to be listed. */
  readonly directoryTable: Table;
  readonly desk: AccessDesk;
  readonly rates: Rates;
  readonly careTeams: CareTeams;
  readonly restrictions: Restrictions;
  readonly approvals: Approvals;
  readonly amendments: Amendments;
  readonly brokenGlasses: BrokenGlasses;
  readonly pseudonyms: Pseudonyms;
  readonly trail: AuditTrail;
  readonly log: Logger;
}

export type AccessTableName = keyof typeof ACCESS_TABLES | keyof typeof IDENTITY_TABLES;

export interface AccessProps {
  /** ACCESS_LIMITS is read, and what `createIdentity` reads. */
  readonly environment: Environment;
  readonly tables: Readonly<Record<AccessTableName, Table>>;
  readonly engine: Engine;
  readonly sealer: Sealer;
  readonly pseudonyms: Pseudonyms;
  readonly trail: AuditTrail;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: Logger;
}

/**
 * Puts identity and access together: once a container. Whatever does not answer is 503 from here on.
 *
 * @throws SettingError
 */
export function createAccess(props: AccessProps): Access {
  const { environment, engine, trail, now, log } = props;
  const tables = guarded(props.tables);
  const sealer = guardedSealer(props.sealer);
  const identity = createIdentity({ environment, tables, clock: now, log });
  const rates = createRates({
    rates: tables.rates,
    limits: readAccessLimits(environment['ACCESS_LIMITS'] ?? ''),
    now,
  });
  const careTeams = createCareTeams({ careTeams: tables.careTeams, now });
  const restrictions = createRestrictions(tables.restrictions);
  const approvals = createApprovals({ approvals: tables.approvals, now, log });
  const amendments = createAmendments({ approvals: tables.approvals, now, log });
  const brokenGlasses = createBrokenGlasses({
    brokenGlass: tables.brokenGlass,
    sealer,
    trail,
    now,
    log,
  });
  return {
    identity,
    directoryTable: tables.directory,
    desk: createDesk({ engine, careTeams, restrictions, approvals, brokenGlasses, rates }),
    rates,
    careTeams,
    restrictions,
    approvals,
    amendments,
    brokenGlasses,
    pseudonyms: guardedPseudonyms(props.pseudonyms),
    trail,
    log,
  };
}

function guardedSealer(sealer: Sealer): Sealer {
  const what = 'The key of justifications';
  return {
    seal: async (text, context) => reaching(what, async () => sealer.seal(text, context)),
    unseal: async (sealed, context) => reaching(what, async () => sealer.unseal(sealed, context)),
  };
}

/** Pseudonyms that say 503 when their key does not answer. */
export function guardedPseudonyms(pseudonyms: Pseudonyms): Pseudonyms {
  const guardedCall = async (call: () => Promise<string>): Promise<string> => {
    try {
      return await call();
    } catch (error) {
      if (error instanceof PatientIdError) throw error;
      return reaching('The key of pseudonyms', async () => Promise.reject(error));
    }
  };
  return {
    of: async (tenant, patientId) => guardedCall(async () => pseudonyms.of(tenant, patientId)),
    fieldContext: async (tenant, patientId, dataType) =>
      guardedCall(async () => pseudonyms.fieldContext(tenant, patientId, dataType)),
  };
}
