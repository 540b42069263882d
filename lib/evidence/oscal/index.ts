import type { EvidenceFile, EvidenceModel } from '../model';

/** Catalog, component definition, assessment plan and results (https://pages.nist.gov/OSCAL). */
export function oscalFiles(_model: EvidenceModel): readonly EvidenceFile[] {
  return [];
}
