import type { Principal } from '../identity/principal';
import type { Role } from '../identity/roles';
import { CLINICAL_ROLES } from '../identity/roles';
import type { Use } from './approval';
import { APPROVAL_KINDS } from './approval';
import type { Approvals } from './approvals';
import type { BrokenGlasses } from './break-glass';
import type { CareTeams } from './care-team';
import type { Decision } from './decision';
import type { Engine } from './engine';
import { ApprovalNotCoveringError, UnavailableError } from './errors';
import type { Rates } from './rates';
import type { Restrictions } from './restrictions';
import type { Purpose } from '../shared/audit/vocabulary';
import type { Action, DataType, Relation } from './vocabulary';
import { NO_RELATION } from './vocabulary';

/** What somebody wants to do. */
export interface Ask {
  readonly principal: Principal;
  readonly action: Action;
  /** Expected for what is done to records. */
  readonly dataType?: DataType;
  /** Pseudonym of the one patient that it is about. @default - none, or many */
  readonly patient?: string;
  /** Of a list of requests: whether he asks for his own alone. @default - by the patient */
  readonly own?: boolean;
  /** Id of the approval under which he does it. @default - none */
  readonly approval?: string;
  /** What for: an approval is for one purpose. @default - not said, which no approval covers */
  readonly purpose?: Purpose;
  /** Who receives it, by an id of the tenant. @default - nobody else */
  readonly recipient?: string;
  /** Patients whose records are released. @default 1 */
  readonly records?: number;
}

/** A decision, and what else an audit event says of it. */
export type Ruling = Decision & {
  /** The broken glass without which it would be denied, by its id. @default - it took none */
  readonly glass?: string;
};

/** Decides who may do what: gathers what the registers know, and asks the policies. */
export interface AccessDesk {
  /**
   * Changes nothing, and writes nothing down: who asks does, before anything is released.
   *
   * @throws UnavailableError when a register or the engine does not answer: nothing is allowed
   */
  decide(ask: Ask): Promise<Ruling>;
  /**
   * For what is released under an approval, after it was allowed and before it is released: takes the
   * patients from what is left of the approval, and counts an export of more than one.
   *
   * @throws TooManyCallsError when this hour has no bulk export left
   * @throws ApprovalNotCoveringError when others of his calls were faster
   */
  claim(ask: Ask): Promise<void>;
}

export interface DeskDependencies {
  readonly engine: Engine;
  readonly careTeams: Pick<CareTeams, 'relationOf'>;
  readonly restrictions: Pick<Restrictions, 'forbid'>;
  readonly approvals: Pick<Approvals, 'covers' | 'use'>;
  readonly brokenGlasses: Pick<BrokenGlasses, 'openFor'>;
  readonly rates: Rates;
}

export function createDesk(dependencies: DeskDependencies): AccessDesk {
  const { engine, careTeams, restrictions, approvals, brokenGlasses, rates } = dependencies;

  async function relationOf({ principal, action, patient, own }: Ask): Promise<Relation> {
    if (principal.kind === 'service' || patient === undefined) {
      return { ...NO_RELATION, own: own === true };
    }
    // Of nobody else a policy looks at the care team, and in an emergency no more is asked than must be.
    const assigned =
      isClinical(principal.role) && action !== 'break-glass'
        ? await careTeams.relationOf(principal, patient)
        : {};
    return { ...NO_RELATION, ...assigned, own: own ?? principal.ownRecord === patient };
  }

  async function isRestricted({ principal, action, dataType, patient }: Ask): Promise<boolean> {
    if (principal.kind === 'service') return false;
    return restrictions.forbid(principal.id, {
      action,
      ...(dataType === undefined ? {} : { dataType }),
      ...(patient === undefined ? {} : { patient }),
    });
  }

  return {
    async decide(ask) {
      const { principal, action, dataType, patient } = ask;
      const use = useOf(ask);
      const [relation, restricted, approval] = await Promise.all([
        relationOf(ask),
        isRestricted(ask),
        use === undefined || ask.approval === undefined
          ? false
          : approvals.covers(ask.approval, use),
      ]);
      const put = (relation: Relation): Decision => {
        const decision = engine.decide({
          principal,
          action,
          resource: {
            tenant: principal.tenant,
            ...(dataType === undefined ? {} : { dataType }),
          },
          relation,
          approval,
          restricted,
          // The directory was read when he was authenticated, in the same call.
          active: true,
        });
        if (decision.allowed || decision.reason !== 'engine-fault') return decision;
        throw new UnavailableError('The access policies', { cause: decision.fault });
      };
      const decision = put(relation);
      if (
        decision.allowed ||
        decision.reason !== 'no-care-relation' ||
        principal.kind === 'service' ||
        patient === undefined
      ) {
        return decision;
      }
      // Only now: most calls need none, and what needed none is not done under it.
      const glass = await brokenGlasses.openFor(principal, patient);
      if (glass === undefined) return decision;
      const emergency = put({ ...relation, brokenGlass: true });
      return emergency.allowed ? { ...emergency, glass: glass.id } : emergency;
    },

    async claim(ask) {
      const use = useOf(ask);
      if (use === undefined) return;
      if (ask.approval === undefined) throw new ApprovalNotCoveringError();
      // First: what the hour refuses takes nothing from the approval.
      if (use.kind === 'export' && use.count > 1) await rates.admit(use.person, 'bulk');
      await approvals.use(ask.approval, use);
    },
  };
}

function isClinical(role: Role): boolean {
  return CLINICAL_ROLES.some((clinical) => clinical === role);
}

/** What it would take from an approval; undefined for what needs none. */
function useOf({
  principal,
  action,
  dataType,
  purpose,
  recipient,
  records = 1,
}: Ask): Use | undefined {
  const kind = APPROVAL_KINDS.find((kind) => kind === action);
  if (kind === undefined || dataType === undefined || principal.kind === 'service')
    return undefined;
  return {
    person: principal.id,
    tenant: principal.tenant,
    kind,
    ...(purpose === undefined ? {} : { purpose }),
    dataType,
    ...(recipient === undefined ? {} : { recipient }),
    count: records,
  };
}
