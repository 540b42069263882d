import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { PortError } from '../aws/calling';
import { ConfigError, loadZoneConfig } from '../config/load';
import { didYouMean } from '../config/nearest';
import type { ZoneConfig } from '../config/schema';
import type { DoctorPort } from '../doctor/answers';
import type * as Aws from '../doctor/aws/port';
import { diagnose } from '../doctor/diagnose';
import { asJson, asText, isClear } from '../doctor/report';
import { isClosed } from '../doctor/subjects/account';
import { openQuestions, QUESTION_IDS, type QuestionId, type Said } from '../doctor/subjects/people';
import { unreachable, whyNotAccount } from '../doctor/refusals';
import { parseCommandLine } from './arguments';
import { EXIT, UsageError, type Command, type CommandIo } from './command';
import { printable, printableIn } from './printable';
import { zoneFile } from './zone-file';

const USAGE = `hlz doctor [file] [--profile <name>] [--answers <id>=<yes|no>,...] [--json]

Looks at the account of a config before a deploy, with calls that change nothing. Says of each
singleton, setting, quota, default and leftover what is there and what to choose, and prints the
lines to write into the config.

  file                 config of the zone; config/sandbox.yaml when left out
  --profile <name>     profile of ~/.aws/config; otherwise the SDK looks for credentials itself
                       (environment, AWS_PROFILE, single sign-on, role of the machine)
  --answers <answers>  what no call tells, instead of being asked: ${QUESTION_IDS.join(', ')}
  --json               {file, ok, exitCode, zone, caller, findings, block, yaml} as JSON

For example:

  hlz doctor config/production.yaml --profile hospital
  hlz doctor config/production.yaml --answers baa=yes --json

Exits with 0 when nothing was found that would break a deploy, 1 when something would, or could not
be looked at and might, 2 when called in a wrong way or without credentials of that account.
`;

const OPTIONS = {
  profile: { type: 'string' },
  answers: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

/** What the command needs of the world, beside {@link CommandIo}. */
export interface DoctorDependencies {
  readonly loadConfig: (file: string, cwd: string) => { readonly config: ZoneConfig };
  /** @param profile of `~/.aws/config`, if one was named */
  readonly openPort: (zone: ZoneConfig, profile: string | undefined) => DoctorPort;
  /** Documents of `bootstrap/` as JSON, by the names of their policies. */
  readonly bootstrapFiles: () => Readonly<Record<string, string>>;
}

interface Arguments {
  readonly file: string;
  readonly profile: string | undefined;
  readonly said: Said;
  readonly json: boolean;
}

/** `hlz doctor` onto something else than AWS: for tests. */
export function createDoctorCommand(dependencies: DoctorDependencies): Command {
  return {
    name: 'doctor',
    moment: 'Before a deploy',
    summary: 'Look at an account before a zone is deployed into it.',
    usage: USAGE,
    options: OPTIONS,
    operands: 'files',
    run: async (args, io) => {
      const given = parse(args);
      try {
        const { config } = dependencies.loadConfig(given.file, io.cwd);
        return await examine(dependencies, given, io, config);
      } catch (error) {
        if (!given.json || !(error instanceof ConfigError)) throw error;
        const { problems } = error;
        return endJson(io, EXIT.problems, { file: given.file, ok: false, problems });
      }
    },
  };
}

/** `hlz doctor` */
export const doctorCommand: Command = createDoctorCommand({
  loadConfig: loadZoneConfig,
  // Not before it is needed: the clients of twenty services take a while to load.
  openPort: (zone, profile) => {
    const aws = require('../doctor/aws/port') as typeof Aws;
    return aws.awsPort(zone, { profile });
  },
  bootstrapFiles: () => {
    const folder = resolve(__dirname, '../../bootstrap');
    const policies = readdirSync(folder).filter((file) => /^(?:execution|permissions)-/.test(file));
    return Object.fromEntries(
      policies.map((file) => [basename(file, '.json'), readFileSync(join(folder, file), 'utf8')]),
    );
  },
});

async function examine(
  { openPort, bootstrapFiles }: DoctorDependencies,
  given: Arguments,
  io: CommandIo,
  zone: ZoneConfig,
): Promise<number> {
  const refuse = (message: string): number => {
    const { file } = given;
    const said = printable(message);
    if (given.json) return endJson(io, EXIT.usage, { file, ok: false, message: said });
    io.stderr(`hlz doctor: ${said}\n`);
    return EXIT.usage;
  };
  if (zone.profile === 'emulator')
    return refuse('a zone of an emulator has no account to look at.');
  const port = openPort(zone, given.profile);
  const progress = progressLine(io, given.json);
  try {
    const caller = await port.caller();
    const stranger = whyNotAccount(zone, caller);
    if (stranger !== undefined) return refuse(stranger);
    const regions = await port.regions();
    const answers = isClosed(zone, regions)
      ? undefined
      : await port.answers(({ question, done, total }) => {
          progress.show(`asked ${done} of ${total}: ${question}`);
        });
    progress.clear();
    const said = await askPerson(zone, given, io);
    const findings = diagnose(zone, {
      caller,
      regions,
      answers,
      said,
      bootstrapFiles: bootstrapFiles(),
    });
    // Names of an account are anybody's: they are written to a terminal, and into the config.
    const report = { file: given.file, zone, ...printableIn({ caller, findings }) };
    const code = isClear(report) ? EXIT.ok : EXIT.problems;
    if (given.json) return endJson(io, code, asJson(report));
    for (const line of asText(report)) io.stdout(`${printable(line)}\n`);
    return code;
  } catch (error) {
    progress.clear();
    if (!(error instanceof PortError)) throw error;
    return refuse(unreachable(error, given.profile));
  }
}

function endJson(
  io: CommandIo,
  exitCode: number,
  value: Readonly<Record<string, unknown>>,
): number {
  io.stdout(`${JSON.stringify({ ...value, exitCode }, null, 2)}\n`);
  return exitCode;
}

/** One line on a terminal that is rewritten; nothing where nobody sits. */
function progressLine(io: CommandIo, json: boolean) {
  const isShown = io.isTTY && !json;
  const write = (text: string): void => {
    if (isShown) io.stderr(`\r\u001B[2K${text}`);
  };
  return { show: write, clear: () => write('') };
}

/** What a person says to the questions that are open; nothing where nobody sits. */
async function askPerson(
  zone: ZoneConfig,
  { said, json }: Arguments,
  io: CommandIo,
): Promise<Said> {
  if (!io.isTTY || json) return said;
  const answers: Partial<Record<QuestionId, boolean>> = { ...said };
  for (const { id, question } of openQuestions(zone)) {
    if (answers[id] !== undefined) continue;
    const answer = yesOrNo(await io.ask(`${printable(question)} (y/n, Enter: open) `));
    if (answer !== undefined) answers[id] = answer;
  }
  return answers;
}

function yesOrNo(answer: string): boolean | undefined {
  if (/^\s*y(?:es)?\s*$/i.test(answer)) return true;
  return /^\s*no?\s*$/i.test(answer) ? false : undefined;
}

function parse(args: readonly string[]): Arguments {
  const { values, positionals } = parseCommandLine(args, OPTIONS);
  return {
    file: zoneFile(positionals),
    profile: values.profile,
    said: answersOf(values.answers),
    json: values.json,
  };
}

/** `baa=yes,support=no` as answers. */
function answersOf(text: string | undefined): Said {
  if (text === undefined) return {};
  return Object.fromEntries(
    text.split(',').map((part) => {
      const [id = '', answer = ''] = part.split('=');
      const said = yesOrNo(answer);
      if (!QUESTION_IDS.some((known) => known === id)) {
        const otherwise = `They are ${QUESTION_IDS.join(', ')}.`;
        throw new UsageError(
          `--answers: no question is called "${id}". ${didYouMean(id, QUESTION_IDS, otherwise)}`,
        );
      }
      if (said === undefined) {
        throw new UsageError(`--answers: found "${part}", expected ${id}=yes or ${id}=no.`);
      }
      return [id, said];
    }),
  );
}
