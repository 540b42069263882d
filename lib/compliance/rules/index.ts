import type { Rule } from '../rule';
import { alarmNotifies } from './alarm-notifies';
import { apiDataTrace } from './api-data-trace';
import { apiOperations } from './api-operations';
import { apiTls } from './api-tls';
import { backupCopy } from './backup-copy';
import { backupPlanKept } from './backup-plan-kept';
import { backupSelected } from './backup-selected';
import { backupVaultLocked } from './backup-vault-locked';
import { cognitoFederation } from './cognito-federation';
import { cognitoMfa } from './cognito-mfa';
import { cognitoTokens } from './cognito-tokens';
import { cognitoUserPool } from './cognito-user-pool';
import { configRecorderComplete } from './config-recorder-complete';
import { customerManagedKey } from './customer-managed-key';
import { databaseIamAuthentication } from './database-iam-authentication';
import { databaseRetention } from './database-retention';
import { databaseTls } from './database-tls';
import { eligibleServices } from './eligible-services';
import { endpointPolicy } from './endpoint-policy';
import { eventRuleReaches } from './event-rule-reaches';
import { eventSourceLosesNothing } from './event-source-loses-nothing';
import { firehoseDestination } from './firehose-destination';
import { flowLogs } from './flow-logs';
import { functionEnvironment } from './function-environment';
import { functionUrl } from './function-url';
import { guardDutyComplete } from './guard-duty-complete';
import { keyContext } from './key-context';
import { keyDenials } from './key-denials';
import { keyDeletionWindow } from './key-deletion-window';
import { keyRotation } from './key-rotation';
import { logGroupGiven } from './log-group-given';
import { logRetention } from './log-retention';
import { logSubscription } from './log-subscription';
import { noInternetGateway } from './no-internet-gateway';
import { noInternetRoute } from './no-internet-route';
import { noPhiInNames } from './no-phi-in-names';
import { objectLock } from './object-lock';
import { policyPrincipal } from './policy-principal';
import { requiredTags } from './required-tags';
import { retentionClass } from './retention-class';
import { reviewedTypes } from './reviewed-types';
import { securityHubStandards } from './security-hub-standards';
import { servicePrincipalSource } from './service-principal-source';
import { tableRecovery } from './table-recovery';
import { tlsOnly } from './tls-only';
import { trailComplete } from './trail-complete';
import { wafLogRedaction } from './waf-log-redaction';
import { watchedStore } from './watched-store';
import { writeOnceDenials } from './write-once-denials';

const OTHERS: readonly Rule[] = [
  alarmNotifies,
  apiDataTrace,
  apiOperations,
  apiTls,
  backupCopy,
  backupPlanKept,
  backupSelected,
  backupVaultLocked,
  cognitoFederation,
  cognitoMfa,
  cognitoTokens,
  cognitoUserPool,
  configRecorderComplete,
  customerManagedKey,
  databaseIamAuthentication,
  databaseRetention,
  databaseTls,
  eligibleServices,
  endpointPolicy,
  eventRuleReaches,
  eventSourceLosesNothing,
  firehoseDestination,
  flowLogs,
  functionEnvironment,
  functionUrl,
  guardDutyComplete,
  keyDeletionWindow,
  keyContext,
  keyDenials,
  keyRotation,
  logGroupGiven,
  logRetention,
  logSubscription,
  noInternetGateway,
  noInternetRoute,
  noPhiInNames,
  objectLock,
  policyPrincipal,
  requiredTags,
  retentionClass,
  securityHubStandards,
  servicePrincipalSource,
  tableRecovery,
  tlsOnly,
  trailComplete,
  wafLogRedaction,
  watchedStore,
  writeOnceDenials,
];

/** Every rule of our own, in alphabetical order. */
export const RULES: readonly Rule[] = [...OTHERS, reviewedTypes(OTHERS)].toSorted((a, b) =>
  a.name < b.name ? -1 : 1,
);
