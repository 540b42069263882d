import { awsClientDefaults } from '../shared/aws-clients';

/**
 * How the clients of the ledger behave: they give up sooner than others do, because their callers
 * read again before they try again, and that is the better retry.
 */
export const ledgerClientDefaults = {
  ...awsClientDefaults,
  maxAttempts: 3,
  requestHandler: {
    connectionTimeout: 2000,
    requestTimeout: 5000,
    socketTimeout: 5000,
    throwOnRequestTimeout: true,
  },
} as const;
