import { isDisclosure } from '../../../../lambda/ledger/index/disclosure';
import type { AuditDraft } from '../../../../lambda/shared/audit/event';
import { PURPOSES } from '../../../../lambda/shared/audit/vocabulary';
import { LOGIN, VIEW } from '../../support/audit-events';
import { stored } from '../support/events';

const discloses = (draft: object): boolean => isDisclosure(stored(draft as AuditDraft, 0));

const share = { ...VIEW, type: 'phi-share', action: 'share', recipient: 'rcp-17' };
const exported = {
  ...VIEW,
  type: 'phi-export',
  action: 'export',
  exportFormat: 'csv',
  exportDestination: 'external-system',
  recipient: 'rcp-17',
};
const inside = { ...exported, exportDestination: 'workstation', recipient: undefined };
const failed = { outcome: 'error', reason: 'timed-out' };
const refused = { outcome: 'denied', reason: 'not-permitted', phiAccessed: false };

/** Written from 45 CFR 164.501 and 164.528, not from the code. */
const NO_ACCOUNTING = new Set([
  // Treatment.
  'TREAT',
  'CAREMGT',
  'COC',
  'ETREAT',
  'BTG',
  'ERTREAT',
  // Payment.
  'HPAYMT',
  'CLMATTCH',
  'COVAUTH',
  'COVERAGE',
  'ELIGDTRM',
  'ELIGVER',
  'ENROLLM',
  'REMITADV',
  // Operations: quality and population, (1); training and accreditation, (2); management, (6).
  'HOPERAT',
  'HQUALIMP',
  'HOUTCOMS',
  'PATSFTY',
  'POPHLTH',
  'PERFMSR',
  'HACCRED',
  'TRAIN',
  'HDM',
  'HSYSADMIN',
  'LABELING',
  'MEMADMIN',
  'METAMGT',
  'PATADMIN',
  'RECORDMGT',
]);

test.each(PURPOSES)('what is given to others for %s', (purpose) => {
  expect(discloses({ ...share, purpose })).toBe(!NO_ACCOUNTING.has(purpose));
  expect(discloses({ ...exported, purpose })).toBe(!NO_ACCOUNTING.has(purpose));
});

const RESEARCH = { purpose: 'HRESCH' };
test.each<[string, object, boolean]>([
  ['a share', { ...share, ...RESEARCH }, true],
  ['an export to another system', { ...exported, ...RESEARCH }, true],
  ['an export to a person', { ...exported, ...RESEARCH, exportDestination: 'person' }, true],
  [
    'an export to the patient himself, (a)(1)(ii)',
    { ...exported, purpose: 'PATRQT', exportDestination: 'patient' },
    false,
  ],
  ['an export inside', { ...inside, ...RESEARCH }, false],
  ['a view', { ...VIEW, ...RESEARCH }, false],
  ['a view or print for somebody outside', { ...VIEW, ...RESEARCH, recipient: 'rcp-17' }, true],
  ['a share that was denied', { ...share, ...RESEARCH, ...refused }, false],
  [
    'a share that failed before anything was shown',
    { ...share, ...RESEARCH, ...failed, phiAccessed: false },
    false,
  ],
  ['a share that failed after', { ...share, ...RESEARCH, ...failed, phiAccessed: true }, true],
  [
    'a share that failed after, for nobody knows what',
    { ...share, purpose: undefined, ...failed, phiAccessed: true },
    true,
  ],
  [
    'an export that failed after, to nobody knows whom',
    { ...exported, ...RESEARCH, ...failed, recipient: undefined, phiAccessed: true },
    true,
  ],
  [
    'a share of nobody known',
    { ...share, ...RESEARCH, ...failed, patient: undefined, phiAccessed: true },
    false,
  ],
  ['a sign-in', LOGIN, false],
])('%s', (_, draft, expected) => {
  expect(discloses(draft)).toBe(expected);
});
