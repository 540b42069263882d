import type { Change } from '../../../lambda/breach/register/incident';
import type * as Api from '../../../lambda/shared/http/generated/types';
import type { Jurisdiction } from '../../../lambda/breach/vocabulary';
import { InvalidCallError } from '../../../client/errors';
import type { Send } from '../../../client/transport';
import { CommandError } from '../../aws/command-error';
import type { DrillDesk } from './desk';
import { DRILL_FACTS } from './walk';

/** Status with which the register refuses what the state of an incident does not allow. */
const CONFLICT = 409;

/** The register of a zone, through its API. */
export function zoneDesk(send: Send): DrillDesk {
  let incident = '';
  // A change that was made counts once: when its answer is lost the drill is begun anew.
  const post = async (path: string, body: object): Promise<unknown> =>
    send(`/incidents${path}`, body, 'unless-done');
  return {
    async open() {
      const opened = (await post('', {
        title: DRILL_FACTS.title,
        description: DRILL_FACTS.description,
        drill: true,
      } satisfies Api.OpenIncident)) as Api.OpenedIncident;
      incident = opened.incident;
      const read = { incident, history: false } satisfies Api.ReadIncident;
      const { discoveredOn } = (await post('/read', read)) as Api.Incident;
      return { incident, today: discoveredOn };
    },
    async change(change) {
      const { path, body } = callOf(incident, change);
      try {
        const { state, dues } = (await post(path, body)) as Api.Incident;
        return { state, dues };
      } catch (error) {
        if (error instanceof InvalidCallError && error.status === CONFLICT) {
          return { refused: error.code };
        }
        throw error;
      }
    },
  };
}

interface Call {
  readonly path: string;
  readonly body: object;
}

/** The call of the API that makes a change. */
function callOf(incident: string, change: Change): Call {
  switch (change.kind) {
    case 'state': {
      const { to, why } = change;
      return { path: '/state', body: { incident, to, why } satisfies Api.ChangeIncidentState };
    }
    case 'facts':
      return {
        path: '/describe',
        body: { incident, facts: change.facts } satisfies Api.DescribeIncident,
      };
    case 'counts': {
      const { byState, ...counts } = change.counts;
      const states = Object.entries(byState).map(([jurisdiction, persons]) => ({
        jurisdiction: jurisdiction as Jurisdiction,
        persons,
      }));
      return {
        path: '/counts',
        body: { incident, counts: { ...counts, byState: states } } satisfies Api.SetIncidentCounts,
      };
    }
    case 'assessment': {
      const { factors, ...finding } = change.finding;
      const assessment = {
        ...finding,
        factors: {
          natureAndExtent: factors['nature-and-extent'],
          unauthorizedPerson: factors['unauthorized-person'],
          acquiredOrViewed: factors['acquired-or-viewed'],
          mitigation: factors.mitigation,
        },
      };
      return { path: '/assess', body: { incident, assessment } satisfies Api.AssessIncident };
    }
    case 'notice':
      return {
        path: '/notice',
        body: { incident, notice: change.notice } satisfies Api.RecordNotice,
      };
    default:
      throw new CommandError(`A drill makes no change of the kind ${change.kind} over the API.`);
  }
}
