import type { DenyReason } from '../../../../lambda/access/decision';
import type { Action, DataType, Relation, ZoneAction } from '../../../../lambda/access/vocabulary';
import type { Role } from '../../../../lambda/identity/roles';
import { asked } from './matrix';

/** A question, in words of the test. */
export interface Case {
  readonly role: Role | 'service';
  readonly action: Action;
  readonly dataType?: DataType;
  readonly relation: Relation;
  readonly approval: boolean;
}

/** What stands against everything, in the order in which it is told. */
export interface Hindrances {
  readonly inactive: boolean;
  readonly otherTenant: boolean;
  readonly restricted: boolean;
  readonly serviceNotNamed: boolean;
}

export const NO_HINDRANCE: Hindrances = {
  inactive: false,
  otherTenant: false,
  restricted: false,
  serviceNotNamed: false,
};

/** Letter of the matrix that an action needs. */
const NEEDS: Readonly<Partial<Record<Action, 'r' | 'w' | 'r and approval'>>> = {
  read: 'r',
  decrypt: 'r',
  print: 'r',
  create: 'w',
  update: 'w',
  encrypt: 'w',
  redact: 'w',
  classify: 'w',
  share: 'r and approval',
  export: 'r and approval',
};

/** Written from the requirements, and from the decisions where they are silent (docs/access.md). */
export function expected(question: Case): boolean {
  const { role, action, dataType, relation, approval } = question;
  if (action === 'delete') return false;
  if (action === 'reencrypt' || action === 'rotate') {
    return role === 'it-administrator' || role === 'service';
  }
  if (isZoneAction(action)) {
    const holders: Holders = ZONE[action];
    const who = holders[role];
    return who === 'anyone' || (who !== undefined && relation[who]);
  }
  if (dataType === undefined) return false;
  if (role === 'service') return ['encrypt', 'redact', 'classify'].includes(action);
  const cell = asked(role, dataType);
  if (action === 'deidentify') return cell === 'de-identified' && approval;
  const r = cell === 'r' || cell === 'rw';
  switch (NEEDS[action]) {
    case 'r':
      return r && isRelated(role, relation);
    case 'r and approval':
      return r && approval && isRelated(role, relation);
    case 'w':
      return cell === 'rw' && isRelated(role, relation);
    default:
      throw new Error(`nothing is asked of ${action}`);
  }
}

/** The reason that is expected of a denial; nothing when it is to be allowed. */
export function expectedReason(question: Case, hindrances: Hindrances): DenyReason | undefined {
  if (hindrances.inactive) return 'inactive';
  if (hindrances.otherTenant) return 'other-tenant';
  if (hindrances.restricted) return 'restricted';
  if (hindrances.serviceNotNamed) return 'service-not-permitted';
  if (expected(question)) return undefined;
  if (question.action === 'delete') return 'nobody-deletes';
  const withTeam = { ...question.relation, careTeam: true };
  const withOwn = { ...question.relation, own: true };
  for (const approval of [question.approval, true]) {
    if (expected({ ...question, approval, relation: withTeam })) return teamOrApproval(question);
    if (expected({ ...question, approval, relation: withOwn })) return ownOrApproval(question);
  }
  return 'not-permitted';
}

function teamOrApproval(question: Case): DenyReason {
  return expected({ ...question, approval: true }) ? 'approval-required' : 'no-care-relation';
}

function ownOrApproval(question: Case): DenyReason {
  return expected({ ...question, approval: true }) ? 'approval-required' : 'not-own';
}

function isRelated(role: Role, relation: Relation): boolean {
  switch (role) {
    case 'attending-physician':
    case 'nurse-practitioner':
    case 'medical-assistant':
      return relation.careTeam || relation.brokenGlass;
    case 'nurse':
      return relation.careTeam || relation.department || relation.brokenGlass;
    case 'patient':
      return relation.own;
    default:
      return role === 'billing' || role === 'front-desk';
  }
}

/** Who may, and how he must stand to what he asks for. */
type Holders = Readonly<Partial<Record<Role | 'service', 'anyone' | 'own' | 'careTeam'>>>;

const CLINICAL: Holders = {
  'attending-physician': 'anyone',
  'nurse-practitioner': 'anyone',
  nurse: 'anyone',
  'medical-assistant': 'anyone',
};
const ASKING: Holders = {
  ...CLINICAL,
  billing: 'anyone',
  'front-desk': 'anyone',
  patient: 'anyone',
  researcher: 'anyone',
};
const LEDGER_READERS: Holders = { auditor: 'anyone', 'privacy-officer': 'anyone', patient: 'own' };
const OFFICER: Holders = { 'privacy-officer': 'anyone' };

/** The workforce, and programs: everybody but patients. */
const REPORTING: Holders = {
  ...CLINICAL,
  billing: 'anyone',
  'front-desk': 'anyone',
  researcher: 'anyone',
  auditor: 'anyone',
  'privacy-officer': 'anyone',
  'it-administrator': 'anyone',
  service: 'anyone',
};

const ZONE: Readonly<Record<ZoneAction, Holders>> = {
  'append-audit-events': {
    ...ASKING,
    auditor: 'anyone',
    'privacy-officer': 'anyone',
    'it-administrator': 'anyone',
    service: 'anyone',
  },
  'read-access-report': LEDGER_READERS,
  'read-disclosures': LEDGER_READERS,
  'prove-audit-event': LEDGER_READERS,
  'request-approval': ASKING,
  'decide-approval': OFFICER,
  'list-approvals': {
    ...Object.fromEntries(Object.keys(ASKING).map((role) => [role, 'own'] as const)),
    ...OFFICER,
  },
  'break-glass': CLINICAL,
  'list-broken-glass': OFFICER,
  'review-broken-glass': OFFICER,
  'assign-care-team': {
    'it-administrator': 'anyone',
    'attending-physician': 'careTeam',
    service: 'anyone',
  },
  'restrict-user': OFFICER,
  'manage-users': { 'it-administrator': 'anyone', service: 'anyone' },
  'review-access': { auditor: 'anyone', 'privacy-officer': 'anyone' },
  'request-amendment': { patient: 'own' },
  'list-amendments': OFFICER,
  'open-incident': REPORTING,
  'read-incidents': { auditor: 'anyone', 'privacy-officer': 'anyone' },
  'handle-incident': OFFICER,
  'approve-finding': OFFICER,
  'mail-notice': OFFICER,
  'keep-duties': { 'privacy-officer': 'anyone', 'it-administrator': 'anyone' },
};

function isZoneAction(action: Action): action is ZoneAction {
  return Object.hasOwn(ZONE, action);
}
