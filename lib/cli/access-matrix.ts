import { accessMatrix } from '../access/matrix';
import { matrixPage } from '../access/matrix-page';
import { withPolicies } from './access-shared';
import { parseCommandLine } from './arguments';
import type { Command } from './command';
import { EXIT, UsageError } from './command';

const OPTIONS = {
  json: { type: 'boolean', default: false },
} as const;

/** `hlz access matrix` */
export const accessMatrixCommand: Command = {
  name: 'access matrix',
  summary: 'Print who may do what, as the policies decide it.',
  usage: `hlz access matrix [--json]

Prints who may do what, as Markdown: every role, action and part of a record, and what must be given
for it. Asks the policies of this folder, each question once; docs/access-matrix.md holds the same.

  --json    {records, zone, forbidden, permitted} as JSON; behind each question the smallest sets of
            what must be given, any one of them: [] never, [[]] always

For example:

  hlz access matrix > access-matrix.md

Exits with 0; 1 when the policies cannot be used.
`,
  options: OPTIONS,
  run: async (args, io) => {
    const { values, positionals } = parseCommandLine(args, OPTIONS);
    if (positionals.length > 0) throw new UsageError('found an argument, expected none.');
    return withPolicies(io, 'matrix', ({ engine, policies }) => {
      const matrix = accessMatrix(engine, policies);
      io.stdout(values.json ? `${JSON.stringify(matrix, null, 2)}\n` : matrixPage(matrix));
      return EXIT.ok;
    });
  },
};
