import { SANDBOX, problemLines } from './zone-texts';

const rows: readonly (readonly [what: string, text: string, problems: readonly string[]])[] = [
  [
    'an empty text',
    '',
    ['empty, expected keys such as `profile: sandbox`. Start from a copy of config/sandbox.yaml.'],
  ],
  [
    'a text of comments',
    '# nothing\n',
    ['empty, expected keys such as `profile: sandbox`. Start from a copy of config/sandbox.yaml.'],
  ],
  [
    'nothing',
    '~',
    ['empty, expected keys such as `profile: sandbox`. Start from a copy of config/sandbox.yaml.'],
  ],
  [
    'a scalar',
    'hello',
    [
      'not a mapping, expected keys such as `profile: sandbox`. Start from a copy of config/sandbox.yaml.',
    ],
  ],
  [
    'a list',
    '- profile: sandbox',
    [
      'not a mapping, expected keys such as `profile: sandbox`. Start from a copy of config/sandbox.yaml.',
    ],
  ],
  [
    'a tab',
    `${SANDBOX}network:\n\tcidr: 10.0.0.0/16\n`,
    [
      'line 11  not valid YAML: tabs are not allowed as indentation. Indent with spaces, close each quote and bracket, and quote text that holds ": " or " #".',
    ],
  ],
  [
    'a bracket that is not closed',
    `${SANDBOX}network: { cidr: 10.0.0.0/16\nkeys: {}\n`,
    [
      'line 11  not valid YAML: flow map in block collection must be sufficiently indented and end with a }. Indent with spaces, close each quote and bracket, and quote text that holds ": " or " #".',
    ],
  ],
  [
    'a quote that is not closed',
    `${SANDBOX}owner: "abc\n`,
    [
      'line 11  not valid YAML: missing closing "quote. Indent with spaces, close each quote and bracket, and quote text that holds ": " or " #".',
    ],
  ],
  [
    'two mistakes',
    `${SANDBOX}a: b: c\nd: @e\n`,
    [
      'line 10  not valid YAML: nested mappings are not allowed in compact mappings. Indent with spaces, close each quote and bracket, and quote text that holds ": " or " #".',
      'line 11  not valid YAML: plain value cannot start with reserved character @. Indent with spaces, close each quote and bracket, and quote text that holds ": " or " #".',
    ],
  ],
  [
    'a second document',
    `${SANDBOX}---\n${SANDBOX}`,
    ['line 10  found a second YAML document, expected one. Keep one zone in a file.'],
  ],
  [
    'an unknown version',
    `%YAML 9.9\n---\n${SANDBOX}`,
    [
      'line 1  not valid YAML: unsupported YAML version 9.9. Indent with spaces, close each quote and bracket, and quote text that holds ": " or " #".',
    ],
  ],
  [
    'a key that is there twice',
    `${SANDBOX}name: other\n`,
    [
      'line 10  name: found a second time, expected once; the first is on line 2. Keep one of them.',
    ],
  ],
  [
    'a section that is there twice',
    `${SANDBOX}keys:\n  multiRegion: false\nretention:\n  auditDays: 2\nkeys:\n  multiRegion: true\n`,
    [
      'line 14  keys: found a second time, expected once; the first is on line 10. Keep one of them.',
    ],
  ],
  [
    'an anchor and its alias',
    `${SANDBOX}alerts: { security: &a [sam@hospital.example], operations: *a }\n`,
    [
      'line 10  alerts.security: found the anchor "&a", expected a plain value. Write the value itself.',
      'line 10  alerts.operations: found the alias "*a", expected a plain value. Write the value itself.',
    ],
  ],
  [
    'an alias of nothing',
    `${SANDBOX}alerts: *a\n`,
    ['line 10  alerts: found the alias "*a", expected a plain value. Write the value itself.'],
  ],
  [
    'an anchor of a key',
    `${SANDBOX}&a keys: {}\n`,
    ['line 10  keys: found the anchor "&a", expected a plain value. Write the value itself.'],
  ],
  [
    'a bomb of aliases',
    `${SANDBOX}a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n`,
    [
      'line 10  a: found the anchor "&a", expected a plain value. Write the value itself.',
      'line 11  b: found the anchor "&b", expected a plain value. Write the value itself.',
      'line 12  c.0: found the alias "*b", expected a plain value. Write the value itself.',
      'line 12  c.1: found the alias "*b", expected a plain value. Write the value itself.',
      'line 12  c: unknown key. Remove it; the keys here are profile, name, account, region, owner, organization, alerts, retention, archive, backup, keys, network, functions, accountSettings, singletons, governance, database, phiBucket, api, disasterRecovery, identity, access, phi, breach.',
    ],
  ],
  [
    'tags',
    `${SANDBOX}network: { cidr: !!str 10.0.0.0/16, egress: !vpc none }\n`,
    [
      'line 10  network.cidr: found the tag "tag:yaml.org,2002:str", expected a plain value. Write the value itself.',
      'line 10  network.egress: found the tag "!vpc", expected a plain value. Write the value itself.',
    ],
  ],
  [
    'a key that is a list',
    `${SANDBOX}? [a, b]\n: 1\n`,
    ['line 10  "?": found a list or mapping as a key, expected a word. Remove it.'],
  ],
  [
    'nesting deeper than any config',
    `${SANDBOX}network: ${'['.repeat(25)}${']'.repeat(25)}\n`,
    [
      'line 10  network: nested too deep, expected at most 20 levels. Start from a copy of config/sandbox.yaml.',
    ],
  ],
  [
    'nesting deeper than the stack',
    '- '.repeat(30_000),
    [
      'line 1  nested too deep, expected at most 20 levels. Start from a copy of config/sandbox.yaml.',
    ],
  ],
  [
    'nesting too deep twice, once',
    `${SANDBOX}network: ${'['.repeat(20)}[], []${']'.repeat(20)}\n`,
    [
      'line 10  network: nested too deep, expected at most 20 levels. Start from a copy of config/sandbox.yaml.',
    ],
  ],
];

it.each(rows)('refuses: %s', (_, text, problems) => {
  expect(problemLines(text)).toEqual(problems);
});
