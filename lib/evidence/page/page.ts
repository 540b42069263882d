import type { EvidenceModel } from '../model';

/**
 * `index.html`: the whole pack on one page that needs nothing else.
 *
 * @param beside paths of the other files of the pack: the page links to them
 */
export async function evidencePage(
  _model: EvidenceModel,
  _beside: readonly string[],
): Promise<string> {
  return '<!doctype html>';
}
