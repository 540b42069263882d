import type { VerifierKey } from '../../../lambda/ledger/note/signed-note';
import type { Hash } from '../../../lambda/ledger/tree/hash';
import type { ExportFiles } from '../layout/files';
import type { Listing } from '../layout/listing';
import type { Report } from './report';

/** What every check of an export has before it. */
export interface CheckContext {
  readonly files: ExportFiles;
  readonly listing: Listing;
  readonly key: VerifierKey;
  readonly report: Report;
}

/** What a signature says of a log. */
export interface SignedRoot {
  /** Key of the signed object. */
  readonly place: string;
  readonly size: number;
  readonly root: Hash;
}
