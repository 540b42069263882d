import type { Act } from '../../../access/act';
import type { Operations } from '../../../access/api/operation';
import { UnavailableError } from '../../../access/errors';
import type { Outcome } from '../../../access/recorded';
import { recordThenChange } from '../../../access/recorded';
import type { AuditDraft } from '../../../shared/audit/event';
import { mapBounded } from '../../../shared/bounded';
import type { FieldProblem, MailedNotice, MailNotice } from '../../../shared/http/generated/types';
import type { Day } from '../../clocks/day';
import { today } from '../../clocks/day';
import { holdEnd } from '../../clocks/holds';
import { ChangeRefusedError, VersionError } from '../../errors';
import type { Mail, Mailer } from '../../mail/mailer';
import { MailError } from '../../mail/mailer';
import { noticeMail } from '../../mail/notice-mail';
import type { Incident } from '../../register/incident';
import type { State } from '../../vocabulary';
import { checkGiven, repeated } from '../bodies/given';
import { MailedUnrecordedError, MailRefusedError } from '../errors';
import type { BreachServices } from '../services';
import { changeDenied, incidentResource, known, reckoned } from './common';

/** States in which it is certain that individuals have to be told. */
const TOLD_IN: readonly State[] = ['confirmed', 'contained', 'notified'];
/** Letters that are sent at a time. SES begins with 14 a second: https://docs.aws.amazon.com/ses/latest/dg/quotas.html, read on 26 November 2026. */
const AT_A_TIME = 5;

/**
 * Letters by e-mail. What is written down, before and after, is how many: no address goes anywhere but to the
 * mail service.
 */
export function mailOperation(
  services: BreachServices,
): Pick<Operations<'breach-api'>, 'mailNotice'> {
  const { mailer, register, contacts, settings, now, log } = services;

  /** @throws MailRefusedError, ChangeRefusedError, VersionError: 409 */
  function letterOf(incident: Incident, version: number, day: Day): Omit<Mail, 'to'> {
    if (incident.version !== version) throw new VersionError(incident.version, version);
    checkMailable(incident, day);
    const { missing, ...letter } = noticeMail({
      incident,
      contacts,
      ...reckoned(services, incident),
    });
    if (missing.length === 0) return letter;
    throw new MailRefusedError(
      'letter-incomplete',
      `The letter lacks what it has to say: ${missing.map(({ what, where }) => `${what} (${where})`).join('; ')}.`,
    );
  }

  /** Places in the list of those to whom nothing was sent. */
  async function send(
    { send }: Mailer,
    letter: Omit<Mail, 'to'>,
    { recipients }: MailNotice,
    requestId: string,
  ): Promise<readonly number[]> {
    const failed = await mapBounded([...recipients.entries()], AT_A_TIME, async ([at, { address }]) => {
      try {
        await send({ ...letter, to: address });
        return [];
      } catch (error) {
        if (!(error instanceof MailError)) throw error;
        log.warn('letter-not-sent', { requestId, at, failure: error.failure });
        return [at];
      }
    });
    return failed.flat();
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
          if (mailer === undefined) {
            throw new MailRefusedError(
              'mail-off',
              'The config of the zone has no address to send from (breach.mail): send the letter by first-class mail.',
            );
          }
          const letter = letterOf(await known(services, act.by.tenant, id), version, day);
          const { requestId } = act.written;
          return recordThenChange(services, {
            event: (outcome) => mailing(act, id, recipients.length, outcome),
            change: async () => {
              const failed = await send(mailer, letter, body, requestId);
              const sent = recipients.length - failed.length;
              if (sent === 0) throw new UnavailableError('The mail service');
              const change = {
                kind: 'notice',
                notice: {
                  kind: 'individuals',
                  on: day,
                  way: 'email',
                  persons: sent,
                  evidence: `Sent by the zone in request ${requestId}`,
                },
              } as const;
              try {
                const changed = await register.change(act.by.tenant, id, change, act.written);
                const answer: MailedNotice = { incident: id, version: changed.version, sent, failed };
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

/** @throws MailRefusedError, ChangeRefusedError */
function checkMailable({ state, drill, holds }: Incident, day: Day): void {
  if (state === 'closed') {
    throw new ChangeRefusedError('closed', 'The incident is closed: nobody is told of it any more.');
  }
  if (!TOLD_IN.includes(state)) {
    throw new MailRefusedError(
      'not-confirmed',
      `Individuals are told of an incident that is ${TOLD_IN.join(', ')}; this one is ${state}.`,
    );
  }
  if (drill) {
    throw new MailRefusedError(
      'drill',
      'It is an exercise, and nobody is told of it: record a made-up notice with recordNotice.',
    );
  }
  const held = holds.flatMap((hold) => holdEnd(hold) ?? []).filter((end) => end >= day);
  if (held.length > 0) {
    throw new MailRefusedError(
      'held',
      `A law-enforcement delay holds until ${held.toSorted().at(-1) ?? ''} (45 CFR 164.412): send the letters after it.`,
    );
  }
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
      ...(agreedOn <= day
        ? []
        : [
            {
              pointer: `#/recipients/${String(at)}/agreedOn`,
              detail: 'lies after today: expected the day on which the individual agreed.',
            },
          ]),
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
