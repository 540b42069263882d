import type { Operation, Operations } from '../../../access/api/operation';
import { NotPermittedError } from '../../../access/errors';
import type { ZoneAction } from '../../../access/vocabulary';
import type { Incident as IncidentBody } from '../../../shared/http/generated/types';
import { ChangeRefusedError } from '../../errors';
import type { Change, Incident } from '../../register/incident';
import { textsOfFacts } from '../../register/texts';
import type { Given } from '../bodies/given';
import {
  checkGiven,
  givenAssessment,
  givenCounts,
  oneOfFields,
  repeated,
  textsOf,
} from '../bodies/given';
import { incidentBody } from '../bodies/incident';
import type { BreachServices } from '../services';
import { changeDenied, reckoned } from './common';

/** Changes of an incident by people. The register decides whether it takes one, and writes it down first. */
export function changeOperations(
  services: BreachServices,
): Pick<
  Operations<'breach-api'>,
  | 'describeIncident'
  | 'setIncidentCounts'
  | 'assessIncident'
  | 'approveFinding'
  | 'changeIncidentState'
  | 'recordHold'
  | 'recordAssociate'
  | 'recordNotice'
  | 'withdrawEntry'
> {
  const handling = <Body extends Changing>(made: Making<Body>): Operation<Body, IncidentBody> =>
    changing(services, 'handle-incident', made);
  return {
    describeIncident: handling({
      given: ({ facts, discoveredOn, why }) => ({
        texts: {
          ...(facts === undefined ? {} : textsOf('/facts', textsOfFacts(facts))),
          '/why': why,
        },
        problems: [
          ...oneOfFields({ facts, discoveredOn }, 'facts, or discoveredOn with why'),
          ...(facts !== undefined && Object.keys(facts).length === 0
            ? [{ pointer: '#/facts', detail: 'says nothing: expected what is known.' }]
            : []),
          ...repeated('/facts/phiKinds', facts?.phiKinds ?? []),
          ...(facts === undefined && why === undefined
            ? [{ pointer: '#/why', detail: 'is missing: expected why it was this day.' }]
            : []),
          ...(facts !== undefined && why !== undefined
            ? [{ pointer: '#/why', detail: 'is for discoveredOn: leave it out.' }]
            : []),
        ],
      }),
      change: ({ facts, discoveredOn = '', why = '' }) =>
        facts === undefined ? { kind: 'discovery', discoveredOn, why } : { kind: 'facts', facts },
    }),

    setIncidentCounts: handling({
      given: ({ counts }) => ({
        problems: repeated(
          '/counts/byState',
          counts.byState.map(({ jurisdiction }) => jurisdiction),
        ),
      }),
      change: ({ counts }) => ({ kind: 'counts', counts: givenCounts(counts) }),
    }),

    assessIncident: handling({
      given: ({ safeHarbor, exclusion, assessment }) => ({
        texts: {
          ...textsOf('/safeHarbor', {
            method: safeHarbor?.method,
            rationale: safeHarbor?.rationale,
          }),
          ...textsOf('/exclusion', { rationale: exclusion?.rationale }),
          ...textsOf('/assessment', { rationale: assessment?.rationale }),
          ...textsOf('/assessment/factors', { ...assessment?.factors }),
        },
        problems: oneOfFields(
          { safeHarbor, exclusion, assessment },
          'one of safeHarbor, exclusion and assessment',
        ),
      }),
      change: ({ safeHarbor, exclusion, assessment }) => {
        if (safeHarbor !== undefined) return { kind: 'safe-harbor', finding: safeHarbor };
        if (exclusion !== undefined) return { kind: 'exclusion', finding: exclusion };
        if (assessment === undefined)
          throw new TypeError('a body without a finding was let through');
        return { kind: 'assessment', finding: givenAssessment(assessment) };
      },
    }),

    approveFinding: changing(services, 'approve-finding', {
      given: () => ({}),
      change: ({ finding }) => ({ kind: 'approval', of: finding }),
    }),

    changeIncidentState: handling({
      given: ({ why }) => ({ texts: { '/why': why } }),
      change: ({ to, why }) => ({ kind: 'state', to, why }),
    }),

    recordHold: handling({
      given: ({ hold: { official, agency, statement } }) => ({
        texts: textsOf('/hold', { official, agency, statement }),
      }),
      change: ({ hold }) => ({ kind: 'hold', hold }),
    }),

    recordAssociate: handling({
      given: ({ associate: { associate, worksFor } }) => ({
        ids: textsOf('/associate', { associate, worksFor }),
      }),
      change: ({ associate }) => ({ kind: 'associate', associate }),
    }),

    recordNotice: handling({
      given: ({ notice: { associate, evidence } }) => ({
        texts: { '/notice/evidence': evidence },
        ids: { '/notice/associate': associate },
      }),
      change: ({ notice }) => ({ kind: 'notice', notice }),
    }),

    withdrawEntry: handling({
      given: ({ why }) => ({ texts: { '/why': why } }),
      change: ({ entry, why }) => ({ kind: 'withdraw', n: entry, why }),
    }),
  };
}

/** What every change says. */
interface Changing {
  readonly incident: string;
  readonly version?: number;
}

/** How a body becomes a change. */
interface Making<Body> {
  /** What the schema cannot look at. */
  readonly given: (body: Body) => Given;
  /** Of a body with which nothing is wrong. */
  readonly change: (body: Body) => Change;
}

function changing<Body extends Changing>(
  services: BreachServices,
  action: ZoneAction,
  { given, change }: Making<Body>,
): Operation<Body, IncidentBody> {
  return (body, act) => {
    const { incident: id, version } = body;
    const found = given(body);
    checkGiven({ ...found, ids: { '/incident': id, ...found.ids } });
    return {
      needs: { action },
      refused: (denied) => changeDenied(act, action, id, denied),
      run: async () => {
        const incident = await changed(async () =>
          services.register.change(act.by.tenant, id, change(body), act.written, version),
        );
        return { body: incidentBody(incident, reckoned(services, incident)) };
      },
    };
  };
}

/** That one approves his own finding is not allowed to him, whatever the incident is. */
async function changed(change: () => Promise<Incident>): Promise<Incident> {
  try {
    return await change();
  } catch (error) {
    if (!(error instanceof ChangeRefusedError) || error.refusal !== 'own-finding') throw error;
    throw new NotPermittedError(error.refusal, error.detail);
  }
}
