import type { Access } from '../../../../../lambda/access/create-access';
import { createHandler } from '../../../../../lambda/breach/api/create-handler';
import { createDuties } from '../../../../../lambda/breach/clocks/create-duties';
import { duesOf } from '../../../../../lambda/breach/clocks/dues';
import type { Mail, Mailer } from '../../../../../lambda/breach/mail/mailer';
import { MailError } from '../../../../../lambda/breach/mail/mailer';
import type { Change } from '../../../../../lambda/breach/register/incident';
import { HEAD } from '../../../../../lambda/breach/register/items';
import type { Register } from '../../../../../lambda/breach/register/register';
import { createRegister } from '../../../../../lambda/breach/register/create-register';
import type { BreachSettings, Contacts } from '../../../../../lambda/breach/settings';
import { BREACH_TABLES } from '../../../../../lambda/breach/tables';
import type { State } from '../../../../../lambda/breach/vocabulary';
import type { DirectoryEntry } from '../../../../../lambda/identity/directory-entry';
import type { OperationsOf } from '../../../../../lambda/shared/http/generated/routes';
import type { Bodies } from '../../../../../lambda/shared/http/generated/types';
import type { Answer } from '../../../access/support/api-world';
import { apiWorldOf } from '../../../access/support/api-world';
import { TENANT } from '../../../access/support/people';
import { memoryTable } from '../../../support/memory-table';
import { memoryTransaction } from '../../../support/memory-transaction';

/** The breach desk in memory, behind its door: real tokens, policies, register, clocks and letters. */

export type BreachOperation = OperationsOf['breach-api'];

/** It is 5:30 in the morning of that day in New York. */
export const TODAY = '2026-11-25';
export const SERVICE = { service: 'records-system' } as const;

const SETTINGS: Pick<BreachSettings, 'timeZone' | 'targetDays' | 'secondApprover'> = {
  timeZone: 'America/New_York',
  targetDays: 30,
  secondApprover: true,
};
const CONTACTS: Contacts = {
  organization: 'Made-up Clinic',
  privacyOfficial: { name: 'Privacy Official', email: 'privacy@clinic.example' },
  securityOfficial: { name: 'Security Official', email: 'security@clinic.example' },
  website: 'https://clinic.example/notice',
  entityType: 'provider',
};

export interface Worldly {
  /** Whether the config has an address to send from. @default true */
  readonly mails?: boolean;
  /** In place of parts that access has. */
  readonly access?: (access: Access) => Access;
}

export function breachWorld({ mails = true, access: instead }: Worldly = {}) {
  const register = memoryTable(BREACH_TABLES.register);
  const transaction = memoryTransaction({ register });
  const sent: Mail[] = [];
  /** Addresses that the mail service does not take. */
  const refused = new Map<string, Error>();
  const mailer: Mailer = {
    async send(mail) {
      const error = refused.get(mail.to);
      if (error !== undefined) throw error;
      sent.push(mail);
    },
  };
  let numbers = 0;
  let kept: Register | undefined;
  const world = apiWorldOf<'breach-api'>(['open-incident'], (made, now) => {
    const access = instead?.(made) ?? made;
    const { trail, log } = access;
    const common = {
      register,
      transact: transaction.transact,
      trail,
      settings: SETTINGS,
      now,
      log,
    };
    kept = createRegister(common);
    return createHandler(access, {
      register: kept,
      duties: createDuties(common),
      ...(mails ? { mailer } : {}),
      duesOf,
      settings: SETTINGS,
      contacts: CONTACTS,
      now,
      random: (size) => {
        numbers += 1;
        return Buffer.alloc(size, `incident ${String(numbers)} `);
      },
    });
  });

  /** What a function of the zone changes by itself. */
  async function changeBy(service: string, id: string, change: Change): Promise<void> {
    await kept?.change(change.kind === 'opened' ? change.tenant : TENANT, id, change, {
      tenant: TENANT,
      requestId: 'batch-1',
      actor: { kind: 'service', id: service, role: 'service' },
    });
  }

  /** A call that is not one of too many: sixty are let through in a minute. */
  const call: typeof world.call = async (...args) => {
    world.clock.now += 1000;
    return world.call(...args);
  };
  const send: typeof world.send = async (...args) => {
    world.clock.now += 1000;
    return world.send(...args);
  };

  /** A call that has to be answered. */
  async function done<Id extends BreachOperation>(
    user: DirectoryEntry,
    operation: Id,
    body: Bodies[Id],
  ): Promise<Answer['body']> {
    const answer = await call({ user }, operation, body);
    if (answer.status !== 200) throw new Error(`${operation}: ${answer.text}`);
    return answer.body;
  }

  return {
    ...world,
    call,
    send,
    done,
    changeBy,
    versionOf: (id: string): number =>
      Number(
        register.all().find(({ record, entry }) => record === id && entry === HEAD)?.['version'],
      ),
    register,
    transaction,
    sent,
    refuse: (address: string, error: Error = new MailError('rejected', 'MessageRejected')) =>
      refused.set(address, error),
  };
}

export type BreachWorld = ReturnType<typeof breachWorld>;

export const REPORT = {
  title: 'Letters in the wrong envelopes',
  description: 'A machine put letters into envelopes of other persons.',
} as const;

/** What a letter has to say. */
export const WHOLE = {
  phiKinds: ['name', 'diagnoses'],
  breachFrom: '2026-11-20',
  steps: 'Watch the statements of your health plan.',
  mitigation: 'The machine was repaired, and two persons look at each batch.',
} as const;

export const ASSESSMENT = {
  factors: {
    natureAndExtent: 'Names and diagnoses.',
    unauthorizedPerson: 'Other patients of ours.',
    acquiredOrViewed: 'Some of them were opened.',
    mitigation: 'Half of them came back.',
  },
  conclusion: 'low-probability',
  rationale: 'All letters came back.',
} as const;

/** An incident that somebody reported, and that was taken to a state over the API. */
export async function incidentIn(
  world: BreachWorld,
  state: State,
): Promise<{
  readonly id: string;
  readonly officer: DirectoryEntry;
  readonly other: DirectoryEntry;
}> {
  const [nurse, officer, other] = [
    await world.user('nurse'),
    await world.user('privacy-officer'),
    await world.user('privacy-officer'),
  ];
  const { incident } = await world.done(nurse, 'openIncident', REPORT);
  const id = String(incident);
  const go = async (to: State): Promise<unknown> =>
    world.done(officer, 'changeIncidentState', { incident: id, to, why: 'It is so.' });
  if (state === 'triage') return { id, officer, other };
  await go('investigating');
  if (state === 'not-a-breach') {
    await world.done(officer, 'assessIncident', { incident: id, assessment: ASSESSMENT });
    await world.done(other, 'approveFinding', {
      incident: id,
      version: world.versionOf(id),
      finding: 'assessment',
    });
    await go('not-a-breach');
    return { id, officer, other };
  }
  await world.done(officer, 'describeIncident', { incident: id, facts: WHOLE });
  await world.done(officer, 'setIncidentCounts', {
    incident: id,
    counts: { total: 12, byState: [{ jurisdiction: 'CA', persons: 12 }], unreachable: 0 },
  });
  const notices = { notified: ['individuals'], closed: ['individuals', 'hhs'] } as const;
  const way: readonly State[] = ['confirmed', 'contained', 'notified', 'closed'];
  for (const to of way.slice(0, way.indexOf(state) + 1)) {
    if (to === 'notified' || to === 'closed') {
      for (const kind of notices[to].slice(to === 'closed' ? 1 : 0)) {
        await world.done(officer, 'recordNotice', {
          incident: id,
          notice: {
            kind,
            on: TODAY,
            way: kind === 'hhs' ? 'portal' : 'first-class-mail',
            persons: 12,
            evidence: 'Case file 12',
          },
        });
      }
    }
    await go(to);
  }
  return { id, officer, other };
}
