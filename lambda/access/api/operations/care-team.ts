import type { AuditDraft } from '../../../shared/audit/event';
import { checkOpaque, invalidBody } from '../../../shared/http/validate';
import type { Act } from '../../act';
import type { CareAssignment, CareMember } from '../../care-team';
import { NoSuchThingError, NotPermittedError } from '../../errors';
import type { Denied, Outcome } from '../../recorded';
import { narrowAnyway, recordThenChange } from '../../recorded';
import type { Operations } from '../operation';
import type { AccessServices } from '../services';
import { instant } from './common';
import { mendedDirectoryErrors } from './directory-errors';

export function careTeamOperations(
  services: AccessServices,
): Pick<Operations<'access-api'>, 'changeCareTeam'> {
  const { careTeams, directory, pseudonyms, now, log } = services;

  /** Whoever is assigned has to be somebody here. */
  async function checkMember(tenant: string, { kind, id }: CareMember): Promise<void> {
    if (kind === 'department') return;
    const entry = await mendedDirectoryErrors(async () => directory.get(id), log);
    if (entry?.tenant === tenant && entry.active) return;
    throw new NoSuchThingError('no-such-user', 'There is no active account of this person.');
  }

  return {
    changeCareTeam: async ({ change, patientId, member, until }, act) => {
      checkOpaque({ '/member/id': member.id });
      const { tenant } = act.by;
      const patient = await pseudonyms.of(tenant, patientId);
      const assignment = { tenant, patient, member };
      const event = (outcome: Outcome | Denied) =>
        careTeamChanged(act, change, assignment, outcome);
      const body = {
        change,
        member,
        patient,
        ...(until === undefined ? {} : { until }),
      };
      return {
        needs: { action: 'assign-care-team', patient },
        refused: event,
        run: async () => {
          if (change === 'remove') {
            if (until !== undefined) throw untilUnfit('is for an assignment: leave it out.');
            await narrowAnyway(services, {
              event,
              change: async () => careTeams.remove(assignment),
            });
            return { body: { ...body, changedAt: instant(now()) } };
          }
          // Who is on a team for a while would give himself the rest of time.
          if (member.kind === 'person' && member.id === act.by.id) {
            throw new NotPermittedError(
              'own-assignment',
              'Nobody assigns a patient to himself: another who may has to.',
            );
          }
          const end = until === undefined ? undefined : Date.parse(until);
          if (end !== undefined && end <= now())
            throw untilUnfit('is over: expected a time to come.');
          await checkMember(tenant, member);
          await recordThenChange(services, {
            event,
            change: async () =>
              careTeams.assign(
                { ...assignment, ...(end === undefined ? {} : { until: end }) },
                act.by.id,
              ),
          });
          return { body: { ...body, changedAt: instant(now()) } };
        },
      };
    },
  };
}

function untilUnfit(detail: string): Error {
  return invalidBody([{ pointer: '#/until', detail }]);
}

function careTeamChanged(
  { written }: Act,
  change: 'assign' | 'remove',
  { patient, member }: CareAssignment,
  outcome: Outcome | Denied,
): AuditDraft {
  return {
    ...written,
    type: 'permission-change',
    action: `${change}-care-team`,
    ...outcome,
    patient,
    resource: { type: member.kind, ref: member.id },
    phiAccessed: false,
    breakGlass: false,
  };
}
