import type { Operations } from '../operation';
import type { AccessServices } from '../services';
import { accessReviewOperations } from './access-review';
import { amendmentOperations } from './amendments';
import { approvalOperations } from './approvals';
import { breakGlassOperations } from './break-glass';
import { careTeamOperations } from './care-team';
import { restrictionOperations } from './restrictions';
import { sessionOperations } from './session';
import { userOperations } from './users';

/** All operations of access. docs/break-glass.md says what each writes into the audit ledger. */
export function accessOperations(services: AccessServices): Operations<'access-api'> {
  return {
    ...sessionOperations(services),
    ...breakGlassOperations(services),
    ...approvalOperations(services),
    ...careTeamOperations(services),
    ...restrictionOperations(services),
    ...userOperations(services),
    ...accessReviewOperations(services),
    ...amendmentOperations(services),
  };
}
