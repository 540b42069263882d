import type { Exported } from '../../../lib/ledger/export/export';
import { exportLedger } from '../../../lib/ledger/export/export';
import type { LedgerBucket } from '../../../lib/ledger/export/port';
import type { MemoryExport } from './memory-export';
import { memoryExport } from './memory-export';

/** A bucket as `hlz ledger export` copies it. */
export async function exported(
  bucket: LedgerBucket,
  into: MemoryExport = memoryExport(),
): Promise<MemoryExport & { readonly end: Exported }> {
  const end = await exportLedger({
    bucket,
    ...into,
    progress: () => undefined,
    signal: new AbortController().signal,
  });
  if (end.outcome !== 'done') throw new Error('nobody interrupted it');
  return { ...into, end };
}
