import type { Act } from '../../../access/act';
import type { Operations } from '../../../access/api/operation';
import { UnavailableError } from '../../../access/errors';
import type { Outcome } from '../../../access/recorded';
import { recordThenChange } from '../../../access/recorded';
import type { AuditDraft } from '../../../shared/audit/event';
import { mapBounded } from '../../../shared/bounded';
import type { FieldProblem, MailedNotice, MailNotice } from '../../../shared/http/generated/types';
import type { Day } from '../../clocks/day';
import { isToCome, today } from '../../clocks/day';
import { VersionError } from '../../errors';
import type { Mail, Mailer } from '../../mail/mailer';
import { MailError } from '../../mail/mailer';
import { letterMail } from '../../notices/letter-mail';
import type { Incident } from '../../register/incident';
import type { NoticeKind } from '../../vocabulary';
import { checkGiven, repeated } from '../bodies/given';
import { MailedUnrecordedError, MailOffError } from '../errors';
import type { BreachServices } from '../services';
import { changeDenied, incidentResource, known, reckoned } from './common';

/** Letters that are sent at a time. SES begins with 14 a second: https://docs.aws.amazon.com/ses/latest/dg/quotas.html, read on 26 November 2026. */
const AT_A_TIME = 5;
/** After it no other letter is begun: API Gateway waits for 29 seconds, and what was sent has to be written down. */
const LONGEST_MS = 15_000;

/**
 * Letters by e-mail. What is written down, before and after, is how many: no address goes anywhere but to the
 * mail service.
 */
export function mailOperation(
  services: BreachServices,
): Pick<Operations<'breach-api'>, 'mailNotice'> {
  const { mailer, register, contacts, settings, now, log } = services;

  /** Places in the list of those to whom nothing was sent. */
  async function send(
    by: Mailer,
    letter: Omit<Mail, 'to'>,
    { recipients }: MailNotice,
    requestId: string,
  ): Promise<readonly number[]> {
    const begun = now();
    const failed = await mapBounded(
      [...recipients.entries()],
      AT_A_TIME,
      async ([at, { address }]) => {
        // Who is left is told as not sent, and comes in another call.
        if (now() - begun > LONGEST_MS) return [at];
        try {
          await by.send({ ...letter, to: address });
          return [];
        } catch (error) {
          // Whatever it was: others have their letter, and that has to be written down.
          const failure = error instanceof MailError ? error.failure : 'fault';
          log.warn('letter-not-sent', { requestId, at, failure });
          return [at];
        }
      },
    );
    return failed.flat();
  }

  async function record(
    { by, written }: Act,
    id: string,
    { kind, persons, evidence, version }: MailingStep,
  ): Promise<Incident> {
    const notice = {
      kind,
      on: today(now(), settings.timeZone),
      way: 'email',
      persons,
      evidence: `${evidence}, request ${written.requestId}`,
    } as const;
    return register.change(by.tenant, id, { kind: 'notice', notice }, written, version);
  }

  return {
    mailNotice: (body, act) => {
      const { incident: id, version, recipients } = body;
      const day = today(now(), settings.timeZone);
      checkGiven({ ids: { '/incident': id }, problems: problemsOf(body, day) });
      return {
        needs: { action: 'mail-notice' },
        refused: (denied) => changeDenied(act, 'mail-notice', id, denied),
        run: async () => {
          if (mailer === undefined) throw new MailOffError();
          const incident = await known(services, act.by.tenant, id);
          if (incident.version !== version) throw new VersionError(incident.version, version);
          const letter = letterMail({ incident, contacts, ...reckoned(services, incident) });
          const { requestId } = act.written;
          return recordThenChange(services, {
            event: (outcome) => mailing(act, id, recipients.length, outcome),
            change: async () => {
              // Another call of the same version goes no further, and a call that breaks off leaves a trace.
              await record(act, id, {
                kind: 'other',
                persons: recipients.length,
                evidence: 'Mailing begun',
                version,
              });
              const failed = await send(mailer, letter, body, requestId);
              const sent = recipients.length - failed.length;
              if (sent === 0) throw new UnavailableError('The mail service');
              try {
                const changed = await record(act, id, {
                  kind: 'individuals',
                  persons: sent,
                  evidence: 'Mailing done',
                });
                const answer: MailedNotice = {
                  incident: id,
                  version: changed.version,
                  sent,
                  failed,
                };
                return { status: failed.length === 0 ? 200 : 207, body: answer };
              } catch (error) {
                throw new MailedUnrecordedError(sent, failed, { cause: error });
              }
            },
          });
        },
      };
    },
  };
}

/** What becomes of the letters of a call, as the register is told. */
interface MailingStep {
  readonly kind: NoticeKind;
  readonly persons: number;
  readonly evidence: string;
  /** @default - whichever it is */
  readonly version?: number;
}

function problemsOf({ recipients }: MailNotice, day: Day): readonly FieldProblem[] {
  return [
    ...recipients.flatMap(({ agreed, agreedOn }, at) => [
      ...(agreed
        ? []
        : [
            {
              pointer: `#/recipients/${String(at)}/agreed`,
              detail: 'expected true: who did not agree is told by first-class mail.',
            },
          ]),
      ...(isToCome(agreedOn, day)
        ? [
            {
              pointer: `#/recipients/${String(at)}/agreedOn`,
              detail: 'lies after today: expected the day on which the individual agreed.',
            },
          ]
        : []),
    ]),
    ...repeated(
      '/recipients',
      recipients.map(({ address }) => address.toLowerCase()),
    ),
  ];
}

function mailing(
  { written }: Act,
  incident: string,
  recordCount: number,
  outcome: Outcome,
): AuditDraft {
  return {
    ...written,
    type: 'breach-register-change',
    action: 'mail-notice',
    ...outcome,
    resource: incidentResource(incident),
    recordCount,
    phiAccessed: false,
    breakGlass: false,
  };
}
