import { closeSync, openSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { PhiClientError } from '../../client/errors';
import type { Send } from '../../client/transport';
import { CommandError } from '../aws/command-error';
import type { DrillDesk } from '../breach/drill/desk';
import { drill, DrillStoppedError } from '../breach/drill/drill';
import type { DrillRecord, WalkedStep } from '../breach/drill/record';
import { rehearsalDesk } from '../breach/drill/rehearse';
import type * as ZoneApi from '../breach/drill/zone-api';
import { zoneDesk } from '../breach/drill/zone-desk';
import { breachSettings } from '../breach/settings';
import { loadZoneConfig } from '../config/load';
import { parseCommandLine } from './arguments';
import type { Command, CommandIo } from './command';
import { EXIT } from './command';
import { orCannotRun, orRefused, printJson, required } from './ledger-shared';
import { printable } from './printable';
import { DEFAULT_FILE, zoneFile } from './zone-file';

const TOKEN = 'HLZ_TOKEN';

const USAGE = `hlz breach drill [<config file>] [--out <file>] [--json]
hlz breach drill [<config file>] --api <address> [--out <file>] [--json]

Walks a made-up incident from its detection to closed, and leaves a record of the drill (45 CFR
164.308(a)(6)(ii)). Made-up exports go through the detector with the thresholds of the config; then the
incident is looked into, counted, assessed, contained, notified and closed, and on the way is tried what must
be refused: no breach without a finding, notified before anybody was told, a change after it was closed.

Without --api it is a rehearsal in this process: nothing is sent anywhere, no account is needed.
With --api the incident is opened in the register of that zone, marked as a drill: the alert is sent as
it is for any other, and the record stays for six years. No notice is ever sent by it.

  <config file>     ${DEFAULT_FILE} when left out
  --api <address>   of the API with its stage: an output of the Api stack. The access token of a privacy
                    officer is expected in ${TOKEN}
  --out <file>      where the record goes, JSON; drill-<time>.json when left out. Made before the drill
                    begins, and written also when the API ends it
  --json            one JSON object a line: step, end

For example:

  hlz breach drill
  hlz breach drill config/production.yaml --out drill.json

Exits with 0 when every step went as it has to, 1 when one did not (the record says which) or the config has
problems, 2 when it cannot run or the API does not answer.
`;

export interface BreachDrillDependencies {
  readonly openApi: (endpoint: string, token: string) => Send;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const OPTIONS = {
  api: { type: 'string' },
  out: { type: 'string', offer: 'files' },
  json: { type: 'boolean', default: false },
} as const;

/** `hlz breach drill` onto something else than a zone: for tests. */
export function createBreachDrillCommand({ openApi, now }: BreachDrillDependencies): Command {
  return {
    name: 'breach drill',
    summary: 'Walk a made-up incident from detection to closed.',
    usage: USAGE,
    options: OPTIONS,
    operands: 'files',
    run: async (args, io) => {
      const { values, positionals } = parseCommandLine(args, OPTIONS);
      const { api, json } = values;
      const { config } = loadZoneConfig(zoneFile(positionals), io.cwd);
      const settings = breachSettings(config);
      const deskOf = (): DrillDesk => {
        if (api === undefined) return rehearsalDesk(settings, now);
        const token = required(io.env[TOKEN], TOKEN, 'the access token of a privacy officer');
        return zoneDesk(openApi(api, token));
      };
      return orCannotRun('breach drill', io, json, async () => {
        const file = values.out ?? `drill-${stampOf(now())}.json`;
        // Before anything is opened: a drill of which nothing is kept is none.
        const keep = recordFile(resolve(io.cwd, file), file);
        const record = await ended(
          async () =>
            drill({
              desk: deskOf(),
              settings,
              where: api === undefined ? { where: 'rehearsal' } : { where: 'zone', api },
              now,
              onStep: (step) => {
                tell(io, step, json);
              },
            }),
          keep,
          file,
        );
        const exitCode = record.passed ? EXIT.ok : EXIT.problems;
        if (json) printJson(io, { event: 'end', exitCode, file, ...record });
        else io.stdout(`${endOf(record, file)}\n`);
        return exitCode;
      });
    },
  };
}

/** `hlz breach drill`. */
export const breachDrillCommand: Command = createBreachDrillCommand({
  openApi: (endpoint, token) => {
    // Not before it is needed: few commands want it.
    const api = require('../breach/drill/zone-api') as typeof ZoneApi;
    return api.zoneApi(endpoint, token);
  },
  now: Date.now,
});

/** Keeps the record however the drill ends: an incident that was opened has to be closed by somebody. */
async function ended(
  work: () => Promise<DrillRecord>,
  keep: (record: DrillRecord) => void,
  file: string,
): Promise<DrillRecord> {
  try {
    const record = await work();
    keep(record);
    return record;
  } catch (error) {
    if (!(error instanceof DrillStoppedError)) throw error;
    const { record, cause } = error;
    keep(record);
    if (!(cause instanceof PhiClientError)) throw cause;
    throw new CommandError(
      `The API has ended the drill: ${cause.message} ${
        record.incident === undefined
          ? 'No incident was opened, as far as is known.'
          : `The incident ${record.incident} is open: close it by hand, it reminds people like any other.`
      } Record: ${file}.`,
      { cause },
    );
  }
}

/** `20261126T161900Z` */
function stampOf(time: number): string {
  return new Date(time).toISOString().replaceAll(/[-:]|\.\d+/g, '');
}

function tell(io: CommandIo, step: WalkedStep, json: boolean): void {
  if (json) {
    printJson(io, { event: 'step', ...step });
    return;
  }
  const { title, citation, expected, seen, passed } = step;
  const line = `${passed ? 'ok  ' : 'FAIL'}  ${title}: ${seen}${passed ? '' : `, expected ${expected}`}  (${citation})`;
  io.stdout(`${printable(line)}\n`);
}

/**
 * A new file for the record. A record of another drill is not written over.
 *
 * @throws CommandError
 */
function recordFile(path: string, file: string): (record: DrillRecord) => void {
  orRefused(file, () => {
    closeSync(openSync(path, 'wx'));
  });
  return (record) => {
    writeFileSync(path, `${JSON.stringify(record, null, 2)}\n`);
  };
}

function endOf({ steps, passed, where }: DrillRecord, file: string): string {
  const failed = steps.filter((step) => !step.passed).length;
  const outcome = passed
    ? `The drill passed: ${String(steps.length)} steps.`
    : `${String(failed)} of ${String(steps.length)} steps did not go as they have to.`;
  const next =
    where === 'zone'
      ? 'Did its alerts arrive, and who read them? Write that beside the record.'
      : 'A rehearsal sends no alert: run it with --api against the zone once a year.';
  return `${outcome} Record: ${file}. ${next}`;
}
