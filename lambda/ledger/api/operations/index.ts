import type { Operations } from '../../../access/api/operation';
import type { LedgerServices } from '../services';
import { accessReportOperation } from './access-report';
import { appendOperation } from './append';
import { disclosuresOperation } from './disclosures';
import { proofOperation } from './proof';

/** All operations of the audit ledger. docs/audit-api.md says what they promise. */
export function ledgerOperations(services: LedgerServices): Operations<'ledger-api'> {
  return {
    appendAuditEvents: appendOperation(services),
    readAccessReport: accessReportOperation(services),
    readDisclosures: disclosuresOperation(services),
    proveAuditEvent: proofOperation(services),
  };
}
