import { ASSET_RESOURCE_METADATA_ENABLED_CONTEXT, CloudAssembly } from 'aws-cdk-lib/cx-api';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPolicies } from '../../lambda/access/engine-policies';
import { repositoryEngine } from '../access/cedar';
import type { AccessMatrix } from '../access/matrix';
import { accessMatrix } from '../access/matrix';
import { readPolicyFiles } from '../access/policy-files';
import { createApp } from '../app';
import { overdue } from '../compliance/acknowledgement-lint';
import type { Acknowledgement } from '../compliance/acknowledge';
import { openRows } from '../compliance/summary';
import { evidenceFiles } from '../evidence/files';
import type { GatherProps } from '../evidence/gather';
import { gatherEvidence } from '../evidence/gather';
import type { EvidenceFile, EvidenceModel } from '../evidence/model';
import { evidenceZone } from '../evidence/zone/evidence-zone';
import type { Stopwatch } from '../stopwatch';
import type { FileSynthesis } from '../synthesize-file';
import { synthesizeFile } from '../synthesize-file';
import { expectationsOf } from '../zone';

export interface MakeProps extends Pick<
  GatherProps,
  'source' | 'answers' | 'answersFile' | 'tests'
> {
  /** Config of the zone. */
  readonly file: string;
  /** Folder where a relative `file` starts. */
  readonly cwd: string;
  readonly stopwatch: Stopwatch;
  /** See `GateProps.asOf`. */
  readonly asOf?: string;
  /** Today, `YYYY-MM-DD`: for warnings, which are no part of the pack. */
  readonly today: string;
}

/** A pack that is written nowhere yet. */
export interface MadeEvidence {
  readonly model: EvidenceModel;
  readonly files: readonly EvidenceFile[];
  /** Acknowledgements that were to be reviewed by now. */
  readonly overdue: readonly Acknowledgement[];
}

/**
 * Synthesizes a zone into a folder of its own, and makes of it the files of a pack. Loads the CDK: to be
 * required when it is needed.
 *
 * @throws ConfigError for a config with problems
 * @throws PolicyError when the access policies are not sound
 */
export async function makeEvidence(props: MakeProps): Promise<MadeEvidence> {
  const { file, cwd, stopwatch, asOf, source, answers, answersFile, tests, today } = props;
  const outdir = mkdtempSync(join(tmpdir(), 'hlz-evidence-'));
  try {
    const app = createApp({ outdir, treeMetadata: false });
    // As the CLI of CDK does: without it the templates would not be those that are deployed.
    app.node.setContext(ASSET_RESOURCE_METADATA_ENABLED_CONTEXT, true);
    const synthesis = await synthesizeFile({
      app,
      file,
      cwd,
      stopwatch,
      ...(asOf === undefined ? {} : { asOf }),
    });
    const { config, ledger, gate } = synthesis;
    const matrix = await stopwatch.timeAsync('access matrix', askPolicies);
    const model = stopwatch.time('evidence', () =>
      gatherEvidence({
        source,
        config,
        zone: evidenceZone(new CloudAssembly(outdir), expectationsOf(config)),
        ledger,
        problems: problemsOf(synthesis),
        answers,
        answersFile,
        tests,
        matrix,
      }),
    );
    const files = await stopwatch.timeAsync('files', () => evidenceFiles(model));
    return { model, files, overdue: overdue(gate.acknowledgements(), today) };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

async function askPolicies(): Promise<AccessMatrix> {
  const files = readPolicyFiles();
  return accessMatrix(await repositoryEngine(files), readPolicies(files));
}

/** Why the synth would not have passed, beside open findings. */
function problemsOf({ gate, ledger, refusal }: FileSynthesis): readonly string[] {
  const problems = gate.problems();
  const isTold = refusal === undefined || problems.length > 0 || openRows(ledger.rows).length > 0;
  return isTold ? problems : [refusal.message];
}
