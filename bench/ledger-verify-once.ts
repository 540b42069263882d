import { exportOnDisk } from '../lib/ledger/layout/disk';
import { proveEvent } from '../lib/ledger/prove/prove';
import { verifyExport } from '../lib/ledger/verify/verify';
import { testKey } from '../test/support/ledger/world';

/**
 * One verification of an export in a process of its own, or one proof when an event id is named:
 * prints what it took as JSON.
 */
function main(): void {
  const [directory = '', id] = process.argv.slice(2);
  const { key } = testKey(7);
  const files = exportOnDisk(directory);
  const start = performance.now();
  const before = process.cpuUsage();
  if (id !== undefined) {
    const { text } = proveEvent(files, key, id, () => {
      throw new Error('the index does not know the event');
    });
    console.log(JSON.stringify({ milliseconds: performance.now() - start, bytes: text.length }));
    return;
  }
  const { verified, summary } = verifyExport(files, {
    key,
    lock: { mode: 'COMPLIANCE', days: 2192 },
  });
  if (!verified) throw new Error('a sound ledger is not verified');
  const { user, system } = process.cpuUsage(before);
  console.log(
    JSON.stringify({
      seconds: (performance.now() - start) / 1000,
      cpuSeconds: (user + system) / 1e6,
      megabytes: process.resourceUsage().maxRSS / 1024,
      events: summary.events,
    }),
  );
}

main();
