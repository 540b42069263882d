import { accessCommand } from './access';
import { breachCommand } from './breach';
import type { Command } from './command';
import { createCompletionCommand } from './completion';
import { configCommand } from './config';
import { costCommand } from './cost';
import { doctorCommand } from './doctor';
import { evidenceCommand } from './evidence';
import { ledgerCommand } from './ledger';
import { phiCommand } from './phi';
import { schemaCommand } from './schema';
import { teardownCommand } from './teardown';
import { validateCommand } from './validate';

/** What `hlz` can do, in the order in which one needs it. */
export const COMMANDS: readonly Command[] = [
  validateCommand,
  configCommand,
  schemaCommand,
  costCommand,
  doctorCommand,
  accessCommand,
  ledgerCommand,
  phiCommand,
  breachCommand,
  evidenceCommand,
  teardownCommand,
  createCompletionCommand(() => COMMANDS),
];
