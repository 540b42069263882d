import type { DirectoryEntry } from '../../../../lambda/identity/directory-entry';
import type { AccessOperation, Answer, ApiWorld, Caller } from './api-world';

/** Every operation of access as somebody calls it who may, with all its ways. */

/** Free text that somebody may write; where an answer must give it back, it says so. */
export interface Texts {
  /** Record number of the patient. */
  readonly patientId: string;
  readonly justification: string;
}

export interface Way {
  readonly operation: AccessOperation;
  /** What is special about it. */
  readonly name: string;
  readonly call: (world: PreparedWorld) => Promise<Answer>;
  /** Changes all the same while the ledger takes nothing: it only takes away. */
  readonly narrows?: true;
  /** Writes nothing down when it succeeds. */
  readonly unwritten?: true;
}

/** A world in which there is something to do for each. */
export interface PreparedWorld extends ApiWorld {
  readonly texts: Texts;
  readonly nurse: DirectoryEntry;
  readonly doctor: DirectoryEntry;
  readonly officer: DirectoryEntry;
  readonly admin: DirectoryEntry;
  readonly auditor: DirectoryEntry;
  readonly patient: DirectoryEntry;
  /** Broken by the nurse, and not reviewed. */
  readonly glass: string;
  readonly approval: string;
  readonly amendment: string;
  readonly restriction: string;
}

export async function prepare(world: ApiWorld, texts: Texts): Promise<PreparedWorld> {
  const [nurse, doctor, officer, admin, auditor, patient] = [
    await world.user('nurse'),
    await world.user('attending-physician'),
    await world.user('privacy-officer'),
    await world.user('it-administrator'),
    await world.user('auditor'),
    await world.user('patient', { ownRecord: await world.pseudonym(texts.patientId) }),
  ];
  const glass = await world.call({ user: nurse }, 'breakGlass', {
    patientId: texts.patientId,
    purpose: 'BTG',
    justification: texts.justification,
  });
  const approval = await world.call({ user: doctor }, 'requestApproval', APPROVAL);
  const amendment = await world.call({ user: patient }, 'requestAmendment', AMENDMENT);
  const restriction = await world.call({ user: officer }, 'changeRestriction', {
    change: 'add',
    user: doctor.user,
    actions: ['print'],
    patientId: texts.patientId,
  });
  await world.call({ user: admin }, 'changeCareTeam', {
    change: 'assign',
    patientId: texts.patientId,
    member: { kind: 'department', id: 'surgery' },
  });
  return {
    ...world,
    texts,
    nurse,
    doctor,
    officer,
    admin,
    auditor,
    patient,
    glass: String(glass.body['glass']),
    approval: String(approval.body['approval']),
    amendment: String(amendment.body['amendment']),
    restriction: String(restriction.body['restriction']),
  };
}

const APPROVAL = {
  kind: 'export',
  purpose: 'HQUALIMP',
  dataTypes: ['notes'],
  patients: 10,
  expiresAt: '2026-12-02T00:00:00.000Z',
} as const;
const AMENDMENT = { dataType: 'notes', record: 'rec-1' } as const;
const as = (user: DirectoryEntry): Caller => ({ user });

export const EVERY_WAY: readonly Way[] = [
  {
    operation: 'readSession',
    name: 'read the session',
    unwritten: true,
    call: async ({ call, nurse }) => call(as(nurse), 'readSession', undefined),
  },
  {
    operation: 'endSession',
    name: 'end the session',
    call: async ({ call, nurse }) => call(as(nurse), 'endSession', {}),
  },
  {
    operation: 'breakGlass',
    name: 'break the glass',
    call: async ({ call, doctor, texts }) =>
      call(as(doctor), 'breakGlass', { ...texts, purpose: 'ETREAT' }),
  },
  {
    operation: 'listBrokenGlass',
    name: 'list broken glasses',
    call: async ({ call, officer }) => call(as(officer), 'listBrokenGlass', {}),
  },
  {
    operation: 'listBrokenGlass',
    name: 'read a justification',
    call: async ({ call, officer, glass }) => call(as(officer), 'listBrokenGlass', { glass }),
  },
  {
    operation: 'reviewBrokenGlass',
    name: 'review a glass',
    call: async ({ call, officer, glass }) =>
      call(as(officer), 'reviewBrokenGlass', { glass, result: 'not-justified' }),
  },
  {
    operation: 'requestApproval',
    name: 'request an approval',
    call: async ({ call, nurse }) => call(as(nurse), 'requestApproval', APPROVAL),
  },
  {
    operation: 'listApprovals',
    name: 'list approvals',
    call: async ({ call, officer }) => call(as(officer), 'listApprovals', {}),
  },
  {
    operation: 'listApprovals',
    name: 'list own approvals',
    call: async ({ call, doctor }) => call(as(doctor), 'listApprovals', {}),
  },
  {
    operation: 'decideApproval',
    name: 'approve',
    call: async ({ call, officer, approval }) =>
      call(as(officer), 'decideApproval', { approval, decision: 'approve' }),
  },
  {
    operation: 'decideApproval',
    name: 'refuse',
    call: async ({ call, officer, approval }) =>
      call(as(officer), 'decideApproval', { approval, decision: 'refuse' }),
  },
  {
    operation: 'decideApproval',
    name: 'accept an amendment',
    call: async ({ call, officer, amendment }) =>
      call(as(officer), 'decideApproval', { approval: amendment, decision: 'approve' }),
  },
  {
    operation: 'changeCareTeam',
    name: 'assign',
    call: async ({ call, admin, nurse, texts: { patientId } }) =>
      call(as(admin), 'changeCareTeam', {
        change: 'assign',
        patientId,
        member: { kind: 'person', id: nurse.user },
      }),
  },
  {
    operation: 'changeCareTeam',
    name: 'take off',
    narrows: true,
    call: async ({ call, admin, texts: { patientId } }) =>
      call(as(admin), 'changeCareTeam', {
        change: 'remove',
        patientId,
        member: { kind: 'department', id: 'surgery' },
      }),
  },
  {
    operation: 'changeRestriction',
    name: 'restrict',
    narrows: true,
    call: async ({ call, officer, nurse, texts: { patientId } }) =>
      call(as(officer), 'changeRestriction', {
        change: 'add',
        user: nurse.user,
        dataTypes: ['notes'],
        patientId,
      }),
  },
  {
    operation: 'changeRestriction',
    name: 'lift a restriction',
    call: async ({ call, officer, doctor, restriction }) =>
      call(as(officer), 'changeRestriction', { change: 'remove', user: doctor.user, restriction }),
  },
  {
    operation: 'changeUser',
    name: 'create a user',
    call: async ({ call, admin, texts: { patientId } }) =>
      call(as(admin), 'changeUser', {
        change: 'create',
        user: '3f1c2d4e-0a1b-4c2d-8e3f-333333333333',
        role: 'patient',
        departments: [],
        timeZone: 'UTC',
        patientId,
      }),
  },
  {
    operation: 'changeUser',
    name: 'modify a user',
    call: async ({ call, admin, nurse }) =>
      call(as(admin), 'changeUser', { change: 'modify', user: nurse.user, role: 'billing' }),
  },
  {
    operation: 'changeUser',
    name: 'terminate a user',
    narrows: true,
    call: async ({ call, admin, nurse }) =>
      call(as(admin), 'changeUser', { change: 'terminate', user: nurse.user }),
  },
  {
    operation: 'reviewAccess',
    name: 'review access',
    call: async ({ call, auditor }) => call(as(auditor), 'reviewAccess', {}),
  },
  {
    operation: 'requestAmendment',
    name: 'request an amendment',
    call: async ({ call, patient }) => call(as(patient), 'requestAmendment', AMENDMENT),
  },
  {
    operation: 'listAmendments',
    name: 'list amendments',
    call: async ({ call, officer }) => call(as(officer), 'listAmendments', {}),
  },
];
