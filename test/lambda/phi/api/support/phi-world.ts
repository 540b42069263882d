import { randomBytes } from 'node:crypto';
import type { Action, DataType } from '../../../../../lambda/access/vocabulary';
import { PHI_ACTIONS } from '../../../../../lambda/access/vocabulary';
import type { Access } from '../../../../../lambda/access/create-access';
import type { Approval } from '../../../../../lambda/access/approval';
import { createHandler } from '../../../../../lambda/phi/api/create-handler';
import type { Phi } from '../../../../../lambda/phi/create-phi';
import { createPhi } from '../../../../../lambda/phi/create-phi';
import { PHI_TABLES } from '../../../../../lambda/phi/tables';
import type { DirectoryEntry } from '../../../../../lambda/identity/directory-entry';
import type { Role } from '../../../../../lambda/identity/roles';
import type { AuditEvent } from '../../../../../lambda/shared/audit/event';
import type { ApiWorld } from '../../../access/support/api-world';
import { apiWorldOf } from '../../../access/support/api-world';
import { TENANT } from '../../../access/support/people';
import { memoryTable } from '../../../support/memory-table';
import { memoryArchive, memoryWrapper } from '../../support/memory-keys';

/** Record numbers of made-up patients. */
export const PATIENT_ID = 'MADE-UP-0001';
export const OTHER_ID = 'MADE-UP-0002';

export const SERVICE = { service: 'records-system' } as const;

/** What for tests release things under an approval. */
const PURPOSE_OF = { export: 'HQUALIMP', share: 'PUBHLTH', deidentify: 'HRESCH' } as const;

export interface Worldly {
  /** What the one service may do. @default - all that is done to records */
  readonly may?: readonly Action[];
  /** In place of parts that access has. */
  readonly access?: (access: Access) => Access;
  /** In place of parts that encrypt and detect. */
  readonly phi?: (phi: Phi) => Phi;
}

/** The encryption API in memory, behind its door: real tokens, policies, keys and recognizers. */
export function phiWorld({ may = PHI_ACTIONS, ...instead }: Worldly = {}) {
  const dataKeys = memoryTable(PHI_TABLES.dataKeys);
  const wrapper = memoryWrapper();
  const archive = memoryArchive();
  const tenantKey = { fails: false };
  const phiOf = (access: Access, now: () => number): Phi =>
    createPhi({
      settings: { epochDays: 30, keyCacheMinutes: 60, detector: 'local', patterns: [] },
      dataKeys,
      wrapper,
      archive,
      pseudonyms: access.pseudonyms,
      tenantKey: async (tenant) => {
        if (tenantKey.fails) throw new Error('made up');
        return Buffer.alloc(32, `secret of ${tenant}`);
      },
      now,
      random: randomBytes,
    });
  const world: ApiWorld<'phi-api'> = apiWorldOf<'phi-api'>(may, (made, now) => {
    const access = instead.access?.(made) ?? made;
    const phi = phiOf(access, now);
    return createHandler(access, instead.phi?.(phi) ?? phi, { now });
  });

  return {
    ...world,
    dataKeys,
    wrapper,
    archive,
    tenantKey,
    /** Somebody with this role who cares for the patients, or is the first of them. */
    async carer(role: Role, patients: readonly string[] = [PATIENT_ID]): Promise<DirectoryEntry> {
      const [own = 'MADE-UP-0009'] = patients;
      const user = await world.user(
        role,
        role === 'patient' ? { ownRecord: await world.pseudonym(own) } : {},
      );
      for (const patientId of patients) {
        await world.access.careTeams.assign(
          {
            tenant: TENANT,
            patient: await world.pseudonym(patientId),
            member: { kind: 'person', id: user.user },
          },
          'made-up-administrator',
        );
      }
      return user;
    },
    /** An approval for somebody, as the privacy officer gave it. */
    async approval(
      user: DirectoryEntry,
      more: Partial<Approval> & Pick<Approval, 'kind'>,
    ): Promise<string> {
      const id = randomBytes(16).toString('base64url');
      const size = more.size ?? 10;
      await world.access.approvals.request({
        id,
        tenant: user.tenant,
        requester: user.user,
        purpose: PURPOSE_OF[more.kind],
        dataTypes: ['notes', 'lab-results'],
        size,
        left: size,
        requestedAt: world.clock.now,
        expiresAt: world.clock.now + 86_400_000,
        decision: 'approved',
        ...more,
      });
      return id;
    },
    left: async (id: string): Promise<number | undefined> =>
      (await world.access.approvals.find(TENANT, id))?.left,
    /** A field that another container encrypted. */
    async sealed(text: string, patientId = PATIENT_ID, dataType: DataType = 'notes') {
      const { cipher } = phiOf(world.access, () => world.clock.now);
      const [jwe = ''] = await cipher.encrypt(TENANT, [{ patientId, dataType, value: { text } }]);
      return jwe;
    },
    /** What was written down of what, in few words. */
    written: (): readonly string[] => world.events().map(inShort),
  };
}

export type PhiWorld = ReturnType<typeof phiWorld>;

function inShort(event: AuditEvent): string {
  const { type, action, outcome } = event;
  const reason = 'reason' in event ? [event.reason] : [];
  const count = 'recordCount' in event ? [String(event.recordCount)] : [];
  const resource = 'resource' in event && event.resource !== undefined ? [event.resource.type] : [];
  return [type, action, outcome, ...reason, ...resource, ...count].join(' ');
}

/** Results of an answer, with nothing but what they say. */
export function resultsOf({ body }: { readonly body: object }): readonly Record<string, unknown>[] {
  return 'results' in body ? (body.results as Record<string, unknown>[]) : [];
}
