import type { EvidenceFile, EvidenceModel } from '../model';
import { assessmentPlan } from './assessment-plan';
import { assessmentResults } from './assessment-results';
import { catalog } from './catalog';
import { componentDefinition } from './component-definition';
import type { JsonObject } from './words';

/** Catalog, component definition, assessment plan and results (https://pages.nist.gov/OSCAL). */
export function oscalFiles(model: EvidenceModel): readonly EvidenceFile[] {
  return [
    file('catalog', catalog(model)),
    file('component-definition', componentDefinition(model)),
    file('assessment-plan', assessmentPlan(model)),
    file('assessment-results', assessmentResults(model)),
  ];
}

function file(name: string, document: JsonObject): EvidenceFile {
  return { path: `oscal/${name}.json`, content: `${JSON.stringify(document, undefined, 2)}\n` };
}
