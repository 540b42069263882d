import { formatVerifierKey } from '../../lambda/ledger/note/signed-note';
import { countsLine } from '../compliance/summary';
import { failing } from '../evidence/failing';
import type { EvidenceFile } from '../evidence/model';
import type { PackSigner } from '../evidence/note';
import { testCounts } from '../evidence/page/words';
import { EXIT } from './command';
import type { MadeEvidence } from './evidence-make';

/** A pack that was written. */
export interface Ended extends MadeEvidence {
  /** Its folder, as it was named. */
  readonly out: string;
  /** Everything in it. */
  readonly written: readonly EvidenceFile[];
  readonly signer: PackSigner | undefined;
  readonly seconds: number;
  /** Milliseconds by phase. */
  readonly phases: ReadonlyMap<string, number>;
}

/** On a terminal nobody reads more of them; all are in the pack. */
const MOST_SHOWN = 20;

/** Problems when something fails in the zone: the pack says so, and is written all the same. */
export function exitCodeOf({ model }: Ended): number {
  return failing(model).length === 0 ? EXIT.ok : EXIT.problems;
}

/** The last line of `--json`. */
export function jsonEnd(ended: Ended): Readonly<Record<string, unknown>> {
  const { model, out, written, signer, seconds, phases } = ended;
  const { name, profile, account, region } = model.config;
  const milliseconds = [...phases].map(([phase, ms]) => [phase, Math.round(ms)] as const);
  const failures = failing(model);
  return {
    event: 'end',
    exitCode: exitCodeOf(ended),
    outcome: failures.length === 0 ? 'done' : 'failing',
    zone: { name, profile, account, region },
    source: model.source,
    inputs: model.inputs,
    folder: out,
    files: written.length,
    bytes: bytesOf(written),
    controls: statuses(ended),
    checks: model.ledger.rows.length,
    failing: failures,
    overdue: ended.overdue.map(overdueLine),
    seconds: Number(seconds.toFixed(2)),
    milliseconds: Object.fromEntries(milliseconds),
    ...(signer === undefined ? {} : { key: formatVerifierKey(signer.verifier) }),
  };
}

/** The same for a person: what is printed, and what is complained of. */
export function plainEnd(ended: Ended): {
  readonly result: readonly string[];
  readonly complaints: readonly string[];
} {
  const { model, out, written, signer, seconds } = ended;
  const { name, profile, account, region } = model.config;
  const counts = Object.entries(statuses(ended)).map(([status, n]) => `${String(n)} ${status}`);
  const size = (bytesOf(written) / 1e6).toFixed(1);
  const failures = failing(model);
  return {
    result: [
      `Evidence of zone ${name} (${profile}, ${account}, ${region})`,
      `${String(model.controls.length)} controls: ${counts.join(', ')}.`,
      countsLine(model.ledger.rows),
      model.tests === undefined
        ? 'Tests: not run (--tests gives their results).'
        : `Tests: ${testCounts(model.tests.run)}, begun ${model.tests.run.started}, as the file says.`,
      `${out}: ${String(written.length)} files, ${size} MB, in ${seconds.toFixed(1)} s. Open ${out}/index.html.`,
      ...(signer === undefined ? [] : [`Signed; key ${formatVerifierKey(signer.verifier)}`]),
    ],
    complaints: [
      ...(failures.length === 0 ? [] : [`${String(failures.length)} fail, as the pack says:`]),
      ...failures.slice(0, MOST_SHOWN).map((failure) => `  ${failure}`),
      ...(failures.length > MOST_SHOWN
        ? [`  and ${String(failures.length - MOST_SHOWN)} more: see the pack.`]
        : []),
      ...(model.tests?.lacks ?? []).map((lack) => `warning: --tests: ${lack}`),
      ...ended.overdue.map((entry) => `warning: ${overdueLine(entry)}`),
    ],
  };
}

function overdueLine({ path, rule, review }: Ended['overdue'][number]): string {
  return `${path}: ${rule} was to be reviewed by ${review}`;
}

function statuses({ model }: Ended): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { status } of model.controls) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

function bytesOf(files: readonly EvidenceFile[]): number {
  return files.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0);
}
