import { join } from 'node:path';
import type { Identifier, PhiDetector } from '../../../lambda/phi/detect/finding';
import type { Progress } from '../../ledger/reporter';
import { declaredIn } from './declared';
import { filesIn, piecesOf } from './files';
import type { Found } from './found';
import { classificationOf, together } from './found';
import { isMarkedAtTop, isNobodys, markedLines } from './made-up';

/**
 * What is of somebody only beside something else: every log has times and addresses of machines, every
 * document links and places.
 */
const WEAK: ReadonlySet<Identifier> = new Set([
  'date',
  'url',
  'ip-address',
  'geographic',
  'name',
  'device',
  'other',
]);
/** Below it, a form that many things have. */
const SURE_ENOUGH = 0.6;

export interface ScanDirectoryProps {
  readonly directory: string;
  readonly detector: PhiDetector;
  readonly progress: (progress: Progress) => void;
  /** @default - none: it goes on to the end */
  readonly signal?: AbortSignal;
}

/** PHI in the text files below a directory: values by their form, columns, keys and fields by their names. */
export async function scanDirectory({
  directory,
  detector,
  progress,
  signal,
}: ScanDirectoryProps): Promise<{ readonly files: number; readonly found: readonly Found[] }> {
  const files = filesIn(directory);
  const found: Found[] = [];
  for (const [done, file] of files.entries()) {
    if (signal?.aborted === true) break;
    progress({ stage: 'files', done, total: files.length });
    found.push(...(await scanFile(join(directory, file), file, detector)));
  }
  progress({ stage: 'files', done: files.length, total: files.length });
  return { files: files.length, found: together(found) };
}

async function scanFile(
  path: string,
  file: string,
  detector: PhiDetector,
): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const { text, line } of piecesOf(path)) {
    if (line === 1 && isMarkedAtTop(text)) return [];
    const marked = markedLines(text, line);
    const here = [
      ...declaredIn(text, { file, line }),
      ...(await valuesIn(text, line, file, detector)),
    ];
    found.push(...here.filter(({ line: at }) => at === undefined || !marked.has(at)));
  }
  const isOfSomebody = found.some(
    ({ place, identifier }) =>
      place === 'value' && identifier !== 'health' && !WEAK.has(identifier),
  );
  return isOfSomebody
    ? found
    : found.filter(
        ({ place, identifier }) =>
          place !== 'value' || (identifier !== 'health' && !WEAK.has(identifier)),
      );
}

async function valuesIn(
  text: string,
  first: number,
  file: string,
  detector: PhiDetector,
): Promise<readonly Found[]> {
  const found: Found[] = [];
  let line = first;
  let from = 0;
  for (const { identifier, start, end, confidence } of await detector.detect(text)) {
    for (let at = text.indexOf('\n', from); at >= 0 && at < start; at = text.indexOf('\n', from)) {
      line += 1;
      from = at + 1;
    }
    if (confidence < SURE_ENOUGH || isNobodys(identifier, text.slice(start, end))) continue;
    found.push({
      place: 'value',
      file,
      field: 'text',
      identifier,
      classification: classificationOf(identifier),
      encrypted: false,
      count: 1,
      line,
    });
  }
  return found;
}
