import type { Policy } from '../../lambda/access/engine-policies';
import type { Question } from '../../lambda/access/question';
import { cedarQuestion } from '../../lambda/access/question';
import type { Action } from '../../lambda/access/vocabulary';
import { PHI_ACTIONS, ZONE_ACTIONS } from '../../lambda/access/vocabulary';
import type { Service } from '../../lambda/identity/principal';
import type { Role } from '../../lambda/identity/roles';
import { ROLES } from '../../lambda/identity/roles';
import { DATA_TYPES } from '../../lambda/shared/audit/vocabulary';
import type { Explanation, Hindrance } from '../access/explain';
import { explain } from '../access/explain';
import type { Gain } from '../access/needs';
import { didYouMean } from '../config/nearest';
import { withPolicies } from './access-shared';
import { parseCommandLine } from './arguments';
import type { Command } from './command';
import { EXIT, UsageError } from './command';
import { wrapped } from './wrapped';

const ACTIONS: readonly Action[] = [...PHI_ACTIONS, ...ZONE_ACTIONS];

const USAGE = `hlz access explain --role <role> --action <action> [--data-type <data type>]
                   [--care-team] [--department] [--own] [--break-glass] [--approval]
                   [--inactive] [--other-tenant] [--restricted] [--service <actions>] [--json]

Decides as the zone does, and says which policy made the decision: its file, its text, what it answers
to in 45 CFR. When it was denied, says what would be needed. Asks the policies of this folder, not a
deployed zone; knows no person and no patient.

  --role <role>          ${wrapped(ROLES, 25)}
  --action <action>      ${wrapped(PHI_ACTIONS, 25)};
                         ${wrapped(ZONE_ACTIONS, 25)}
  --data-type <type>     which part of a record, for an action on records:
                         ${wrapped(DATA_TYPES, 25)}

What holds; what is left out does not:

  --care-team            the patient is assigned to the person
  --department           the patient is in a department of the person
  --own                  the record is the person's own; of requests: the person made them
  --break-glass          the person broke the glass of the patient, less than 60 minutes ago
  --approval             the privacy officer approved it for the person
  --inactive             the account is not active
  --other-tenant         what is asked for belongs to another tenant
  --restricted           a restriction of the person forbids it
  --service <actions>    a service asks, for which config names these actions (read,decrypt); with
                         --role for that person, without it for itself alone
  --json                 {question, allowed, reason, policies, hindrances, needs} as JSON

For example:

  hlz access explain --role nurse --action read --data-type notes --care-team
  hlz access explain --role billing --action read --data-type notes --json

Exits with 0 when it could decide, allowed or denied; 1 when the policies cannot be used; 2 when called
in a wrong way.
`;

const OPTIONS = {
  role: { type: 'string', offer: ROLES },
  action: { type: 'string', offer: ACTIONS },
  'data-type': { type: 'string', offer: DATA_TYPES },
  'care-team': { type: 'boolean', default: false },
  department: { type: 'boolean', default: false },
  own: { type: 'boolean', default: false },
  'break-glass': { type: 'boolean', default: false },
  approval: { type: 'boolean', default: false },
  inactive: { type: 'boolean', default: false },
  'other-tenant': { type: 'boolean', default: false },
  restricted: { type: 'boolean', default: false },
  service: { type: 'string', offer: ACTIONS },
  json: { type: 'boolean', default: false },
} as const;

/** `hlz access explain` */
export const accessExplainCommand: Command = {
  name: 'access explain',
  summary: 'Decide one question, and name the policy that decides it.',
  usage: USAGE,
  options: OPTIONS,
  run: async (args, io) => {
    const { values, positionals } = parseCommandLine(args, OPTIONS);
    if (positionals.length > 0) {
      throw new UsageError(`found ${JSON.stringify(positionals[0])}, expected options alone.`);
    }
    const action = word('--action', values.action, ACTIONS);
    const type = values['data-type'];
    const dataType = type === undefined ? undefined : word('--data-type', type, DATA_TYPES);
    const role = values.role === undefined ? undefined : word('--role', values.role, ROLES);
    const service = values.service === undefined ? undefined : serviceOf(values.service);
    const question: Question = {
      principal: asker(role, service),
      action,
      resource: {
        tenant: values['other-tenant'] ? 'another' : TENANT,
        ...(dataType === undefined ? {} : { dataType }),
      },
      relation: {
        careTeam: values['care-team'],
        department: values.department,
        own: values.own,
        brokenGlass: values['break-glass'],
      },
      approval: values.approval,
      restricted: values.restricted,
      active: !values.inactive,
    };
    refuseUnfit(question);
    return withPolicies(io, 'explain', ({ engine, policies }) => {
      const explanation = explain(engine, policies, question);
      io.stdout(values.json ? asJson(question, explanation) : asText(question, explanation));
      // Without an answer of Cedar nothing was decided.
      const { decision } = explanation;
      return decision.allowed || decision.fault === undefined ? EXIT.ok : EXIT.problems;
    });
  },
};

const TENANT = 'tenant';

function word<const W extends string>(
  option: string,
  given: string | undefined,
  words: readonly W[],
): W {
  const all = `Expected one of ${words.join(', ')}.`;
  if (given === undefined) throw new UsageError(`${option} is missing. ${all}`);
  const found = words.find((known) => known === given);
  if (found !== undefined) return found;
  throw new UsageError(`${option}: found "${given}". ${didYouMean(given, words, all)}`);
}

function serviceOf(given: string): Service {
  const may = given
    .split(',')
    .map((action) => action.trim())
    .filter((action) => action !== '')
    .map((action) => word('--service', action, ACTIONS));
  return { kind: 'service', id: 'service', tenant: TENANT, may };
}

function asker(role: Role | undefined, service: Service | undefined): Question['principal'] {
  if (role !== undefined) {
    const via = service === undefined ? {} : { via: service };
    return { kind: 'person', tenant: TENANT, role, ...via };
  }
  if (service !== undefined) return service;
  throw new UsageError(
    `--role is missing. Expected one of ${ROLES.join(', ')}; or --service with the actions that config names for it.`,
  );
}

/** Asked in such a way, everything is denied: that helps nobody who wonders why. */
function refuseUnfit(question: Question): void {
  const unfit = cedarQuestion(question);
  if (unfit === 'data-type-missing') {
    throw new UsageError(
      `--data-type is missing: "${question.action}" is done to a part of a record. Expected one of ${DATA_TYPES.join(', ')}.`,
    );
  }
  if (unfit === 'data-type-unexpected') {
    throw new UsageError(
      `--data-type: "${question.action}" is not done to a part of a record. Leave it out.`,
    );
  }
}

const OPTION_OF: Readonly<Record<Gain, string>> = {
  careTeam: '--care-team',
  department: '--department',
  own: '--own',
  brokenGlass: '--break-glass',
  approval: '--approval',
};

const LIFTED: Readonly<Record<Hindrance, string>> = {
  inactive: 'without --inactive: the account is active',
  'other-tenant': 'without --other-tenant: it belongs to the same tenant',
  restricted: 'without --restricted: no restriction of the person forbids it',
  'service-not-permitted': 'with --service naming the action: config allows it to the service',
};

function asJson(question: Question, explanation: Explanation): string {
  const { decision, policies, hindrances, needs } = explanation;
  const { principal, action, resource, relation, approval, restricted, active } = question;
  const service = principal.kind === 'service' ? principal : principal.via;
  return `${JSON.stringify(
    {
      question: {
        role: principal.kind === 'person' ? principal.role : null,
        service: service?.may ?? null,
        action,
        dataType: resource.dataType ?? null,
        ...relation,
        approval,
        restricted,
        active,
        sameTenant: resource.tenant === principal.tenant,
      },
      allowed: decision.allowed,
      reason: decision.allowed ? null : decision.reason,
      policies: policies.map(({ id, file, citation, text }) => ({ id, file, citation, text })),
      hindrances,
      needs,
    },
    null,
    2,
  )}\n`;
}

function asText(
  question: Question,
  { decision, policies, hindrances, needs }: Explanation,
): string {
  const asked = sentence(question);
  const made = policies.flatMap(policyLines);
  if (decision.allowed) return `${[`ALLOWED: ${asked}.`, ...made].join('\n')}\n`;
  const lines = [
    `DENIED: ${asked}.`,
    `Reason: ${decision.reason}${decision.fault === undefined ? '' : ` (${decision.fault})`}. ${policies.length === 0 ? 'No policy permits it.' : 'Forbidden by:'}`,
    ...made,
    '',
    ...turned(hindrances, needs),
  ];
  return `${lines.join('\n')}\n`;
}

function turned(
  hindrances: Explanation['hindrances'],
  needs: Explanation['needs'],
): readonly string[] {
  if (needs.length === 0) return ['Nothing would have it allowed.'];
  const ways = needs
    .filter((gains) => gains.length > 0)
    .map((gains) => gains.map((gain) => OPTION_OF[gain]).join(' '));
  return [
    'It would be allowed',
    ...hindrances.map((hindrance) => `  ${LIFTED[hindrance]}`),
    ...(ways.length === 0 ? [] : [`  with ${ways.join(', or ')}`]),
  ];
}

function sentence({ principal, action, resource, ...rest }: Question): string {
  const who =
    principal.kind === 'service'
      ? 'a service for itself'
      : `${principal.role}${principal.via === undefined ? '' : ' through a service'}`;
  const what = resource.dataType === undefined ? action : `${action} ${resource.dataType}`;
  const held = Object.entries({ ...rest.relation, approval: rest.approval })
    .filter(([, has]) => has)
    .map(([name]) => OPTION_OF[name as Gain]);
  return `${who}, ${what}${held.length === 0 ? '' : `, with ${held.join(' ')}`}`;
}

function policyLines({ id, file, citation, text }: Policy): readonly string[] {
  return [
    '',
    `${id}, lambda/access/policies/${file}, ${citation}`,
    '',
    ...text.split('\n').map((line) => `    ${line}`),
  ];
}
