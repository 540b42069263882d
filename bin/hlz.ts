import { main } from '../lib/cli/main';
import { processIo } from '../lib/cli/process-io';

void main(process.argv.slice(2), processIo()).then((exitCode) => {
  // Not process.exit: what is printed to a pipe may still be under way.
  process.exitCode = exitCode;
});
