import { zoneConfigJsonSchema } from '../config/json-schema';
import { parseCommandLine } from './arguments';
import type { Command } from './command';
import { EXIT, UsageError } from './command';

/** `hlz schema` */
export const schemaCommand: Command = {
  name: 'schema',
  summary: 'Print the JSON Schema of a config, for editors.',
  usage: `hlz schema

Prints the JSON Schema (draft 7) of a config, as it stands in config/schema.json.
`,
  run: async (args, io) => {
    if (parseCommandLine(args, {}).positionals.length > 0)
      throw new UsageError('found an argument, expected none.');
    io.stdout(`${JSON.stringify(zoneConfigJsonSchema(), null, 2)}\n`);
    return EXIT.ok;
  },
};
