import { toCsv } from '../compliance/check-ledger';
import { CONFIG, configFile } from './config-file';
import type { EvidenceFile, EvidenceModel } from './model';
import { oscalFiles } from './oscal';
import { evidencePage } from './page/page';
import { packReadme } from './readme';
import { checklistsCsv, controlEvidenceCsv, controlsCsv, testsCsv } from './sheets';
import { tableCsv } from './table';

/** The files of a pack, without the manifest that lists them. */
export async function evidenceFiles(model: EvidenceModel): Promise<readonly EvidenceFile[]> {
  const { config, ledger, tables, pictures, zone, tests } = model;
  const beside: readonly EvidenceFile[] = [
    { path: 'README.txt', content: packReadme(model) },
    { path: CONFIG, content: configFile(config) },
    { path: 'controls.csv', content: controlsCsv(model) },
    { path: 'control-evidence.csv', content: controlEvidenceCsv(model) },
    { path: 'checks.csv', content: toCsv(ledger.rows) },
    { path: 'checklists.csv', content: checklistsCsv(model) },
    ...(tests === undefined ? [] : [{ path: 'tests.csv', content: testsCsv(tests) }]),
    ...tables.map((table) => ({ path: `${table.id}.csv`, content: tableCsv(table) })),
    ...pictures.map(({ id, svg }) => ({ path: `${id}.svg`, content: svg })),
    ...zone.stacks.map(({ id, template }) => ({
      path: `templates/${id}.template.json`,
      content: template,
    })),
    ...oscalFiles(model),
  ];
  // The page links to each of them.
  const page = await evidencePage(
    model,
    beside.map(({ path }) => path),
  );
  return [{ path: 'index.html', content: page }, ...beside];
}
