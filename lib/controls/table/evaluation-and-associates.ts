import type { Control } from '../control';
import { METRIC_FILTERS_OF } from '../how-many';
import { noConformancePack, notCreated } from '../left';
import { control, duty, files, many, named, one, own } from '../make';
import {
  API,
  CONFORMANCE_PACK,
  FUNCTIONS,
  KEYS,
  LEDGER,
  PHI_BUCKET,
  RECORDER,
  SECURITY_HUB,
  TABLES,
  TOPICS,
  USER_POOL,
} from './parts';

/** 45 CFR 164.308(a)(8) and (b): evaluation, business associates. */
export const EVALUATION_AND_ASSOCIATES: readonly Control[] = [
  control('164.308(a)(8)', {
    title: 'Evaluation',
    type: 'standard',
    doneBy: 'shared',
    asks: 'Evaluate from time to time, technically and otherwise, how far security policies and procedures meet the rule, and in response to changes of surroundings or operations.',
    mechanisms: [
      {
        id: 'gate',
        says: 'Every synth evaluates every resource against six packs of rules, and writes a ledger of it.',
        resources: [],
        checks: [],
        tests: files('compliance/gate', 'compliance/check-ledger'),
      },
      {
        id: 'reviewed-types',
        says: 'No type of resource is in the zone at which no rule looks and that nobody has reviewed.',
        resources: [
          ...many('KMS::Alias', 6, 'Keys'),
          ...many('Scheduler::ScheduleGroup', 4),
          ...many('Cognito::UserPoolGroup', 11, 'Identity/UserPool'),
          ...many('Logs::MetricFilter', METRIC_FILTERS_OF),
        ],
        checks: own('ReviewedTypes'),
        tests: [],
      },
      {
        id: 'recorder',
        says: 'AWS Config records what becomes of the account after the deploy.',
        resources: RECORDER,
        checks: own('ConfigRecorderComplete'),
        tests: [],
        leftBy: notCreated('configRecorder'),
      },
      {
        id: 'conformance-pack',
        says: 'Rules of AWS Config, mapped to HIPAA by AWS, judge the account day by day.',
        resources: CONFORMANCE_PACK,
        checks: [],
        tests: files('conformance/rules', 'conformance/template'),
        leftBy: noConformancePack,
      },
      {
        id: 'security-hub',
        says: 'Security Hub holds the account to two standards.',
        resources: SECURITY_HUB,
        checks: own('SecurityHubStandards'),
        tests: [],
        leftBy: notCreated('securityHub'),
      },
      {
        id: 'standards',
        says: 'The two are those that the zone has chosen, and are switched on.',
        resources: many('SecurityHub::Standard', 2, 'Governance/SecurityHub'),
        checks: [],
        tests: named('stacks/governance-stack', 'Security Hub'),
        leftBy: notCreated('securityHub'),
      },
    ],
    duties: [
      duty(
        'Evaluate each year and after each change that matters, also what is no technology. The breach desk reminds of it.',
        'The report: what was evaluated, by whom, against what, what was found.',
      ),
    ],
  }),
  control('164.308(b)(1)', {
    title: 'Business associate contracts and other arrangements (covered entity)',
    type: 'standard',
    doneBy: 'shared',
    asks: 'Let a business associate create, receive, keep or send ePHI only with satisfactory assurances that he safeguards it.',
    mechanisms: [
      {
        id: 'eligible-services',
        says: 'Every resource is of a service that the Business Associate Addendum of AWS covers, or of one that holds no PHI.',
        resources: [
          ...TABLES,
          ...PHI_BUCKET,
          ...LEDGER,
          ...USER_POOL,
          ...API,
          ...FUNCTIONS,
          ...KEYS,
          ...TOPICS,
          ...one('SQS::Queue'),
        ],
        checks: own('EligibleServices'),
        tests: [],
      },
    ],
    duties: [
      duty(
        'Accept the Business Associate Addendum of AWS in AWS Artifact, for the account or the organization, before the first PHI; have an agreement with each other vendor.',
        'The list of agreements with their dates; the one of AWS from Artifact.',
      ),
    ],
    note: 'That services are eligible shows no agreement: before the addendum is accepted, AWS may have no PHI. Of a subcontractor of your associate the associate gets the assurances, not you (164.308(b)(2)).',
  }),
  control('164.308(b)(2)', {
    title: 'BA contracts: business associate with subcontractor',
    type: 'standard',
    doneBy: 'customer',
    asks: 'Where you are a business associate: let a subcontractor handle ePHI only with the same assurances.',
    duties: [
      duty(
        'Have an agreement with each subcontractor. AWS is one where you are a business associate yourself.',
        'The agreements.',
      ),
    ],
    note: 'Does not apply to a covered entity that is nobody’s business associate.',
  }),
  control('164.308(b)(3)', {
    title: 'Written contract or other arrangement',
    type: 'required',
    doneBy: 'customer',
    asks: 'Document the assurances of (b)(1) or (b)(2) in a written contract, or another arrangement, that meets 164.314(a).',
    duties: [
      duty(
        'Sign agreements in writing, and keep them for six years after they end.',
        'Signed agreements; the acceptance in AWS Artifact with its date.',
      ),
    ],
    note: 'No template shows that a contract was signed.',
  }),
];
