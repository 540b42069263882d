import type { EvidenceModel } from '../model';

/** `index.html`: the whole pack on one page that needs nothing else. */
export async function evidencePage(_model: EvidenceModel): Promise<string> {
  return '<!doctype html>';
}
