import { zoneCommand } from './zone-file';

/** `hlz validate` */
export const validateCommand = zoneCommand({
  name: 'validate',
  moment: 'Before a deploy',
  summary: 'Check the config of a zone and name every problem in it.',
  usage: `hlz validate [file] [--json]

Checks the config of a zone without an AWS account. Names every problem with its line,
what was expected and how to mend it.

  file      config of the zone; config/sandbox.yaml when left out
  --json    {file, ok, problems, zone} as JSON, problems included

For example:

  hlz validate config/production.yaml

Exits with 0 when the config is good, 1 when it has problems.
`,
  asText: ({ file, config: { profile, name, account, region } }) =>
    `${file}: ok (${profile} zone "${name}", account ${account}, ${region})\n`,
  asJson: ({ config: { profile, name, account, region } }) => ({
    zone: { profile, name, account, region },
  }),
});
