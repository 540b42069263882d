import type { ExportFiles } from '../layout/files';
import type { ExportDirectory } from './directory';
import type { LedgerBucket } from './port';

export interface ExportProgress {
  readonly stage: 'list' | 'objects' | 'logs';
  readonly done: number;
  /** Missing while it is not known. */
  readonly total?: number;
}

/** What an export works with. */
export interface ExportContext {
  readonly bucket: LedgerBucket;
  readonly directory: ExportDirectory;
  readonly files: ExportFiles;
  readonly progress: (progress: ExportProgress) => void;
  readonly signal: AbortSignal;
}
