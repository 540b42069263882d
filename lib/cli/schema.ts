import { zoneConfigJsonSchema } from '../config/json-schema';
import { parseCommandLine } from './arguments';
import type { Command } from './command';
import { EXIT, UsageError } from './command';

const OPTIONS = { json: { type: 'boolean', default: false } } as const;

/** `hlz schema` */
export const schemaCommand: Command = {
  name: 'schema',
  moment: 'Before a deploy',
  summary: 'Print the JSON Schema of a config, for editors.',
  usage: `hlz schema [--json]

Prints the JSON Schema (draft 7) of a config, as it stands in config/schema.json.

  --json   the same: a schema is JSON

For example:

  hlz schema > zone.schema.json

Exits with 0.
`,
  options: OPTIONS,
  run: async (args, io) => {
    if (parseCommandLine(args, OPTIONS).positionals.length > 0)
      throw new UsageError('found an argument, expected none.');
    io.stdout(`${JSON.stringify(zoneConfigJsonSchema(), null, 2)}\n`);
    return EXIT.ok;
  },
};
