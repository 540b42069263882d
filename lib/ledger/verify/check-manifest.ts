import type { VerifierKey } from '../../../lambda/ledger/note/signed-note';
import { LedgerCommandError } from '../errors';
import { MANIFEST, parseManifest, VERSIONS } from '../layout/export-layout';
import type { ExportFiles, OpenFile } from '../layout/files';
import { hashFile } from '../layout/hash-file';
import type { Report } from './report';

/**
 * Checks what an export says of itself.
 *
 * @throws LedgerCommandError when it is no export
 */
export function checkManifest(files: ExportFiles, key: VerifierKey, report: Report): void {
  const bytes = files.read(MANIFEST);
  if (bytes === undefined) {
    throw new LedgerCommandError(
      `this is no export of a ledger: it has no ${MANIFEST}. Name the directory that \`hlz ledger export --to\` wrote, and let an interrupted export finish first.`,
    );
  }
  const manifest = parseManifest(bytes.toString('utf8'));
  if (manifest === undefined) {
    report.fault({ kind: 'changed', place: MANIFEST, message: 'it cannot be read' });
  } else if (manifest.origin !== key.name) {
    report.fault({
      kind: 'foreign-signature',
      place: MANIFEST,
      message: `it is an export of ${manifest.origin}, and the key is that of ${key.name}`,
    });
  }
}

/** The listing is the one that was exported. */
export function checkVersionsHash(files: ExportFiles, file: OpenFile, report: Report): void {
  const manifest = parseManifest(files.read(MANIFEST)?.toString('utf8') ?? '');
  if (manifest === undefined || manifest.versions === hashFile(file)) return;
  report.fault({
    kind: 'changed',
    place: VERSIONS,
    message: `its SHA-256 is not the one in ${MANIFEST}`,
  });
}
