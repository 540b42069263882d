import type { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { OperationId } from '../../../lambda/shared/http/generated/routes';
import { ROUTES } from '../../../lambda/shared/http/generated/routes';
import { API_STAGE } from '../../names';

/** A rule of a web ACL but for its priority, which is its place, and what it shows of itself. */
export interface WebAclRule {
  readonly name: string;
  readonly statement: CfnWebACL.StatementProperty;
  /** `group`: as the rules of the group say. */
  readonly action: 'block' | 'group';
  /** Web ACL capacity units. */
  readonly capacity: number;
}

/**
 * Rules on bodies that only count, each with the label that it leaves. A rule behind them blocks what
 * they have labelled, but not where sentences or batches of events pass: there "../" and
 * "select ... from" are words of a doctor, and the functions read nothing but JSON.
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
 */
const BODY_RULES = {
  AWSManagedRulesCommonRuleSet: {
    SizeRestrictions_BODY: 'awswaf:managed:aws:core-rule-set:SizeRestrictions_Body',
    CrossSiteScripting_BODY: 'awswaf:managed:aws:core-rule-set:CrossSiteScripting_Body',
    EC2MetaDataSSRF_BODY: 'awswaf:managed:aws:core-rule-set:EC2MetaDataSSRF_Body',
    GenericLFI_BODY: 'awswaf:managed:aws:core-rule-set:GenericLFI_Body',
    GenericRFI_BODY: 'awswaf:managed:aws:core-rule-set:GenericRFI_Body',
  },
  AWSManagedRulesSQLiRuleSet: {
    SQLi_BODY: 'awswaf:managed:aws:sql-database:SQLi_Body',
    SQLiExtendedPatterns_BODY: 'awswaf:managed:aws:sql-database:SQLiExtendedPatterns_Body',
  },
} as const;

/** Its limit of 8 KB is too short for a batch, and for nothing else. */
const SIZE_LABEL = BODY_RULES.AWSManagedRulesCommonRuleSet.SizeRestrictions_BODY;
const TEXT_LABELS = Object.values(BODY_RULES)
  .flatMap((labels): readonly string[] => Object.values(labels))
  .filter((label) => label !== SIZE_LABEL);

/** Operations that take a batch, of events, of fields or of addresses, or long texts: far beyond those 8 KB. */
const BATCHES: readonly OperationId[] = [
  'appendAuditEvents',
  'encryptFields',
  'decryptFields',
  'reencryptFields',
  'classifyText',
  'redactText',
  'deidentifyRecords',
  'openIncident',
  'describeIncident',
  'assessIncident',
  'mailNotice',
];
/** Operations that take sentences. A false alarm on the first would keep a doctor from a patient. */
const SENTENCES: readonly OperationId[] = [
  'breakGlass',
  'reviewBrokenGlass',
  'requestApproval',
  'decideApproval',
  'requestAmendment',
  'changeIncidentState',
  'recordHold',
  'recordNotice',
  'withdrawEntry',
  'recordDuty',
];

/** What a web ACL may use before it costs more, and not by one rule at a time any longer. */
export const INCLUDED_CAPACITY = 1500;

/**
 * The rules in their order: who calls, how often, with what.
 *
 * @param requestsPerAddress in five minutes
 */
export function webAclRules(requestsPerAddress: number): readonly WebAclRule[] {
  return [
    managed('AWSManagedRulesAmazonIpReputationList', 25),
    // Staff and services do not come through anonymizers; services do come from data centers.
    managed('AWSManagedRulesAnonymousIpList', 50, ['HostingProviderIPList']),
    {
      name: 'RequestsPerAddress',
      action: 'block',
      capacity: 2,
      statement: {
        rateBasedStatement: {
          limit: requestsPerAddress,
          evaluationWindowSec: 300,
          aggregateKeyType: 'IP',
        },
      },
    },
    managed(
      'AWSManagedRulesCommonRuleSet',
      700,
      Object.keys(BODY_RULES.AWSManagedRulesCommonRuleSet),
    ),
    managed('AWSManagedRulesKnownBadInputsRuleSet', 200),
    managed('AWSManagedRulesSQLiRuleSet', 200, Object.keys(BODY_RULES.AWSManagedRulesSQLiRuleSet)),
    blockElsewhere('LongBodies', [SIZE_LABEL], pathsOf(BATCHES)),
    blockElsewhere('HostileBodies', TEXT_LABELS, pathsOf([...BATCHES, ...SENTENCES])),
  ];
}

/** A group of AWS, some of whose rules only count. */
function managed(name: string, capacity: number, counted: readonly string[] = []): WebAclRule {
  return {
    name,
    action: 'group',
    capacity,
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name,
        ...(counted.length === 0
          ? {}
          : {
              ruleActionOverrides: counted.map((rule) => ({
                name: rule,
                actionToUse: { count: {} },
              })),
            }),
      },
    },
  };
}

/** Blocks what has one of the labels, but on some paths. */
function blockElsewhere(
  name: string,
  labels: readonly string[],
  paths: readonly string[],
): WebAclRule {
  return {
    name,
    action: 'block',
    // 1 for a label, 2 for an exact text, nothing for how they are joined:
    // https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-string-match.html
    capacity: labels.length + 2 * paths.length,
    statement: {
      andStatement: {
        statements: [
          anyOf(labels.map((key) => ({ labelMatchStatement: { scope: 'LABEL', key } }))),
          {
            notStatement: {
              statement: anyOf(
                paths.map((path) => ({
                  byteMatchStatement: {
                    fieldToMatch: { uriPath: {} },
                    positionalConstraint: 'EXACTLY',
                    searchString: `/${API_STAGE}${path}`,
                    textTransformations: [{ priority: 0, type: 'NONE' }],
                  },
                })),
              ),
            },
          },
        ],
      },
    },
  };
}

/** Paths of some operations, below both roots. */
function pathsOf(operations: readonly OperationId[]): readonly string[] {
  return ROUTES.filter(({ operation }) => operations.includes(operation)).map(({ path }) => path);
}

/** WAF wants two statements at least in an `orStatement`. */
function anyOf(statements: readonly CfnWebACL.StatementProperty[]): CfnWebACL.StatementProperty {
  const [only, ...more] = statements;
  return only !== undefined && more.length === 0
    ? only
    : { orStatement: { statements: [...statements] } };
}
