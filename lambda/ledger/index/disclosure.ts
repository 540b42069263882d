import type { AuditEvent } from '../../shared/audit/event';
import type { Purpose } from '../../shared/audit/vocabulary';
import { OUTSIDE_DESTINATIONS } from '../../shared/audit/vocabulary';

/**
 * Purposes of which the code alone says that they are treatment, payment or health care operations (45
 * CFR 164.501, 164.506), so that no accounting is owed: 164.528(a)(1)(i).
 *
 * Every other code is accounted for, also where a disclosure may be exempt for a reason that an event does
 * not say: an authorization (iv), the facility's directory or persons involved in care (v), a limited data set
 * (viii). FRAUD, GOV, HLEGAL and their like are operations by the words of HL7, but to an agency or a court
 * they are disclosures under 164.512. An entry too many harms nobody; one too few breaks the rule.
 */
const EXEMPT = {
  TREAT: true,
  CAREMGT: true,
  CLINTRL: false,
  COC: true,
  ETREAT: true,
  BTG: true,
  ERTREAT: true,
  POPHLTH: true,
  HPAYMT: true,
  CLMATTCH: true,
  COVAUTH: true,
  COVERAGE: true,
  ELIGDTRM: true,
  ELIGVER: true,
  ENROLLM: true,
  MILDCRG: false,
  REMITADV: true,
  HOPERAT: true,
  DONAT: false,
  FRAUD: false,
  GOV: false,
  HACCRED: true,
  HCOMPL: false,
  HDECD: false,
  HDIRECT: false,
  HDM: true,
  HLEGAL: false,
  HOUTCOMS: true,
  HPRGRP: false,
  HQUALIMP: true,
  HSYSADMIN: true,
  HTEST: false,
  LABELING: true,
  MEMADMIN: true,
  METAMGT: true,
  MILCDM: false,
  PATADMIN: true,
  PATSFTY: true,
  PERFMSR: true,
  RECORDMGT: true,
  SYSDEV: false,
  TRAIN: true,
  HMARKT: false,
  HRESCH: false,
  BIORCH: false,
  CLINTRCH: false,
  CLINTRCHNPC: false,
  CLINTRCHPC: false,
  DSRCH: false,
  POARCH: false,
  PRECLINTRCH: false,
  TRANSRCH: false,
  PATRQT: false,
  FAMRQT: false,
  PWATRNY: false,
  SUPNWK: false,
  PUBHLTH: false,
  DISASTER: false,
  THREAT: false,
} as const satisfies Readonly<Record<Purpose, boolean>>;

const OUTSIDE: ReadonlySet<string> = new Set(OUTSIDE_DESTINATIONS);

/**
 * Whether an event stands in the accounting of disclosures that a patient may ask for.
 *
 * A disclosure lets PHI out of the organization (45 CFR 160.103): somebody receives it. One that failed counts
 * when PHI was shown before; one that was denied let nothing out. What goes to the patient himself is exempt by
 * 164.528(a)(1)(ii).
 */
export function isDisclosure(event: AuditEvent): boolean {
  if (!('patient' in event) || event.patient === undefined) return false;
  if (event.outcome === 'denied' || (event.outcome === 'error' && !event.phiAccessed)) return false;
  const { recipient, exportDestination, purpose } = released(event);
  const goesOut =
    event.type === 'phi-share' ||
    recipient !== undefined ||
    (exportDestination !== undefined && OUTSIDE.has(exportDestination));
  if (!goesOut || exportDestination === 'patient') return false;
  return purpose === undefined || !EXEMPT[purpose];
}

/** Where PHI goes and why, as far as the type of the event has it. */
function released(event: AuditEvent): {
  readonly recipient?: string | undefined;
  readonly exportDestination?: string | undefined;
  readonly purpose?: Purpose | undefined;
} {
  return {
    recipient: 'recipient' in event ? event.recipient : undefined,
    exportDestination: 'exportDestination' in event ? event.exportDestination : undefined,
    purpose: 'purpose' in event ? event.purpose : undefined,
  };
}
