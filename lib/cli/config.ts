import { renderConfig } from '../config/render';
import { zoneCommand } from './zone-file';

/** `hlz config` */
export const configCommand = zoneCommand({
  name: 'config',
  moment: 'Before a deploy',
  summary: 'Print every value of a zone and where it comes from.',
  usage: `hlz config [file] [--json]

Prints the config of a zone as YAML, with the defaults of its profile filled in. Behind each
value stands where it comes from: a line of the file, or the profile.

  file      config of the zone; config/sandbox.yaml when left out
  --json    {file, ok, problems, config, origins} as JSON, problems included

For example:

  hlz config config/production.yaml

Exits with 0 when the config is good, 1 when it has problems.
`,
  asText: ({ config, origins }) => renderConfig(config, origins),
  asJson: ({ config, origins }) => ({ config, origins: Object.fromEntries(origins) }),
});
