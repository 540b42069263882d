import type { ZoneConfig } from '../config/schema';
import type { Caller } from './answers';
import { blockOf, yamlOf } from './block';
import { blocks, SUBJECTS, type Finding, type Subject, type Verdict } from './finding';

/** What was found of an account, and for which zone. */
export interface Report {
  /** The config, as it was named. */
  readonly file: string;
  readonly zone: Pick<ZoneConfig, 'name' | 'profile' | 'account' | 'region'>;
  readonly caller: Caller;
  readonly findings: readonly Finding[];
}

/** Whether a deploy would go through, as far as can be told. */
export function isClear({ findings }: Pick<Report, 'findings'>): boolean {
  return !findings.some(blocks);
}

/** The machine's form of a report. `block` is the same as the YAML, which holds no comment. */
export function asJson(report: Report): Readonly<Record<string, unknown>> {
  const { file, zone, caller, findings } = report;
  const { name, profile, account, region } = zone;
  const block = blockOf(findings);
  return {
    file,
    ok: isClear(report),
    zone: { name, profile, account, region },
    caller,
    findings,
    block,
    yaml: yamlOf(block),
  };
}

const WIDTH = 88;

/** A sign and a word, so that neither colour nor a special letter is needed. */
const SIGNS: Readonly<Record<Verdict, string>> = {
  fine: '+ ok',
  look: '! look',
  breaks: 'x BREAKS',
  unknown: '? unknown',
  ask: '? ask',
};
const COLUMN = 12;

/** The same for a person, a line each. */
export function asText(report: Report): readonly string[] {
  const { file, zone, caller, findings } = report;
  const subjects = (Object.keys(SUBJECTS) as Subject[]).filter((subject) =>
    findings.some((finding) => finding.subject === subject),
  );
  return [
    `Zone ${zone.name} (${zone.profile}), account ${zone.account}, ${zone.region}`,
    `asked as ${caller.arn}`,
    ...subjects.flatMap((subject) => [
      '',
      SUBJECTS[subject],
      ...findings.filter((finding) => finding.subject === subject).flatMap(linesOf),
    ]),
    '',
    ...summary(findings),
    ...pasted(file, yamlOf(blockOf(findings))),
  ];
}

function linesOf(finding: Finding): readonly string[] {
  const { about, found, verdict } = finding;
  const [first = '', ...more] = wrapped(`${about}: ${found}`, WIDTH - COLUMN);
  const indent = ' '.repeat(COLUMN);
  return [
    `  ${SIGNS[verdict]}`.padEnd(COLUMN) + first,
    ...more.map((line) => indent + line),
    ...(verdict === 'fine'
      ? []
      : wrapped(`-> ${finding.mend}`, WIDTH - COLUMN).map((line) => indent + line)),
  ];
}

function summary(findings: readonly Finding[]): readonly string[] {
  const number = (verdict: Verdict, isBlocking?: boolean): number =>
    findings.filter(
      (finding) =>
        finding.verdict === verdict && (isBlocking === undefined || blocks(finding) === isBlocking),
    ).length;
  const blind = number('unknown', true);
  const broken = number('breaks');
  const counts = [
    `${broken} ${broken === 1 ? 'breaks' : 'break'}`,
    `${number('unknown')} unknown (${blind} could break)`,
    `${number('look')} to look at`,
    `${number('ask')} to answer`,
    `${number('fine')} ok`,
  ].join(', ');
  const verdict =
    broken > 0
      ? 'A deploy would not go through.'
      : blind > 0
        ? 'Nobody can say whether a deploy would go through: not all could be looked at.'
        : 'Nothing was found that would break a deploy.';
  return wrapped(`${verdict} ${counts}.`, WIDTH);
}

function pasted(file: string, yaml: string): readonly string[] {
  if (yaml === '') return [];
  return [
    '',
    ...wrapped(
      `Write this into ${file}. Each setting takes the place of the one of its name; the reasons are added to those that stand there.`,
      WIDTH,
    ),
    '',
    ...yaml.trimEnd().split('\n'),
  ];
}

/** A text in lines no wider than that, but where one word is. */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
