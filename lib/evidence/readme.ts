import { CONFIG } from './config-file';
import type { EvidenceModel } from './model';
import { FORMAT } from './manifest';
import { GIVEN } from './tests/given';

/** `README.txt`: for whoever has the folder and nothing else. */
export function packReadme({ config, source, tests, tables }: EvidenceModel): string {
  const { name, profile, account, region } = config;
  const commit = source.commit === '' ? 'not from a checkout' : `commit ${source.commit}`;
  return `Evidence of zone ${name} (${profile}), AWS account ${account}, ${region}
Format ${FORMAT}; made by hipaa-landing-zone ${source.version}, ${commit}, dated ${source.date}${source.dated === 'SOURCE_DATE_EPOCH' ? ', which is no date of the commit: whoever made it set it' : ''}

This folder says which safeguards of 45 CFR part 164, subparts C and D, the code of this zone makes, by
which resources, and what checks found in the templates from which AWS CloudFormation makes the zone. It
was made without looking into the account: compare with what is deployed ("hlz doctor", AWS Config, drift
detection of CloudFormation). It is no certification, no legal advice and no risk analysis, and says
nothing of what people do. Whether anybody complies is for people to judge.

${
  tests === undefined
    ? ''
    : `${GIVEN}

`
}index.html            everything, on one page: open it in a browser. It loads nothing from elsewhere
${CONFIG.padEnd(21)} the config with all defaults: with it anybody can make this folder again
controls.csv          a row for each citation: who does it, and whether it is shown
control-evidence.csv  what that stands on: resources, checks, tests
checks.csv            every rule on every resource to which it applies, with its verdict
checklists.csv        what people have to do, and what they answered
${[
  ...(tests === undefined ? [] : [['tests.csv', 'results of the tests of this project'] as const]),
  ...tables.map(({ id, title }) => [`${id}.csv`, title] as const),
]
  .map(([file, says]) => `${file.padEnd(21)} ${says}\n`)
  .join('')}templates/            the templates themselves
oscal/                the same for programs: OSCAL catalog, component definition, assessment plan, results
manifest.json         SHA-256 of every file here; manifest.note, where there is one, is its signature

To check that nothing was changed since it was written, with Node.js and this project:
  npx hlz evidence verify <this folder> --key <key of whoever signed>
Without it: compare "sha256sum <file>" with manifest.json. A signature does not say that there is no newer
folder.

The same commit, ${CONFIG}, results of tests and answers give the same bytes: whoever has them can make this
folder again.
`;
}
