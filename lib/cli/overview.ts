import type { Command, Moment } from './command';
import { EXIT, MOMENTS } from './command';

/** What one does at a moment with another command than `hlz`. */
const BESIDE: { readonly [M in Moment]?: readonly (readonly [command: string, what: string])[] } = {
  Deploy: [
    ['npx cdk diff', 'Show what a deploy would change, with -c config=<file>.'],
    ['npx cdk deploy --all', 'Deploy it: the same checks stand before it.'],
  ],
};

/** What `hlz --help` prints: the commands by the moment in which one needs them. */
export function overview(commands: readonly Command[]): string {
  const sections = [...MOMENTS, undefined].flatMap((moment) => {
    const own = commands
      .filter((command) => command.moment === moment)
      .map(({ name, summary }) => [name, summary] as const);
    if (own.length === 0) return [];
    const beside = moment === undefined ? [] : (BESIDE[moment] ?? []);
    return [{ moment, rows: [...beside, ...own] }];
  });
  const rows = sections.flatMap((section) => section.rows);
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = sections.flatMap((section) => [
    ...(section.moment === undefined ? [] : [section.moment]),
    ...section.rows.map(([name, summary]) => `  ${name.padEnd(width)}   ${summary}`),
    '',
  ]);
  return `hlz <command> [arguments]

The operator's command of the HIPAA landing zone.

${lines.join('\n')}
hlz help <command> says more about one, with examples, such as hlz help validate. Each takes --json.
hlz --version prints the version.

Exit codes:
  ${EXIT.ok}    ok
  ${EXIT.problems}    problems were found, and named
  ${EXIT.usage}    called in a wrong way, or unable to run
  ${EXIT.unfinished}    stopped half-way; the same command again goes on
  ${EXIT.bug}   a mistake of hlz itself
`;
}
