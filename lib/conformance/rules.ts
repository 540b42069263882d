import type { ConfigRule, RuleGroup } from './config-rule';
import { ACCOUNT_RULES } from './rules-account';
import { BUCKET_RULES } from './rules-buckets';
import { DATA_RULES } from './rules-data';
import { GUARD_RULES } from './rules-guard';
import { NETWORK_RULES } from './rules-network';
import { RECORD_RULES } from './rules-records';

/** The rules that the pack holds, by subject. `left-out.ts` has the others of AWS's HIPAA pack. */
export const RULE_GROUPS: readonly RuleGroup[] = [
  { title: 'People, roles and the account', watches: 'zone', rules: ACCOUNT_RULES },
  { title: 'Records of what happened', watches: 'zone', rules: RECORD_RULES },
  { title: 'Network and API', watches: 'zone', rules: NETWORK_RULES },
  { title: 'Keys, databases, messages and backups', watches: 'zone', rules: DATA_RULES },
  { title: 'Buckets', watches: 'zone', rules: BUCKET_RULES },
  { title: 'What a zone never makes', watches: 'guard', rules: GUARD_RULES },
];

export const HELD_RULES: readonly ConfigRule[] = RULE_GROUPS.flatMap(({ rules }) => rules);
