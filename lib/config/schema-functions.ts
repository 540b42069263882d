import { z } from 'zod';

/** Schema of the functions of the zone, and how many of each run at once. */

/** Names of the functions of the zone; `lib/bundle` finds the handler of each by its name. */
export const FUNCTION_NAMES = [
  'access-alert',
  'access-api',
  'baseline',
  'breach-alert',
  'breach-api',
  'breach-clock',
  'breach-detector',
  'breach-findings',
  'identity-events',
  'identity-keys',
  'identity-sign-in',
  'ledger-api',
  'ledger-checkpointer',
  'ledger-indexer',
  'ledger-sealer',
  'phi-api',
  'phi-backfill',
] as const;
export type FunctionName = (typeof FUNCTION_NAMES)[number];

const reserved = z.int().min(1).optional();

export const functions = z
  .strictObject({
    accountConcurrency: z
      .int()
      .min(10, 'expected at least 10 (the quota of a new account)')
      .describe(
        'Concurrent executions quota of the account in this Region (Service Quotas L-B99A9384).',
      ),
    reservedConcurrency: z
      .strictObject(
        Object.fromEntries(FUNCTION_NAMES.map((name) => [name, reserved])) as Record<
          FunctionName,
          typeof reserved
        >,
      )
      .describe('Concurrency reserved for each function; a function left out has none reserved.'),
  })
  .describe('Lambda.');
