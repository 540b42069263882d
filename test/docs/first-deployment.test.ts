import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EMULATOR_DEFAULTS } from '../../lib/config/emulator';
import { RULE_IDS } from '../../lib/compliance/rule-ids';
import { DROPPED } from '../e2e/zone/dropped';
import { NO_HANDLER, NO_HANDLER_ELSEWHERE } from '../e2e/zone/no-handler';
import {
  NOT_JUDGED,
  NOT_JUDGED_AT_THE_END,
  ON_A_CONDITION,
  WITHOUT_RESOURCE,
} from '../e2e/zone/not-judged';
import { STACKS } from '../e2e/zone/resources';
import { ROOT } from '../support/root';
import { templatesOf } from '../support/templates';

/** Pages on what a first deployment must look at. */
const PROOF = page('what-e2e-does-not-prove.md');
const CHECKLIST = page('first-deploy.md');
const BOXES = [...CHECKLIST.matchAll(/^- \[ \] \*\*([a-z0-9-]+)\*\*: (.+)$/gm)].map(
  ([, id = '', text = '']) => ({ id, text }),
);
const ROWS = PROOF.split('\n')
  .filter((line) => /^\| (?!---)/.test(line) && !line.endsWith('| boxes |'))
  .map((line) => line.split(' | '));

/** What `aws configure export-credentials` sets. */
const FROM_CREDENTIALS = new Set([
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
]);

/** What the page calls beside its own functions. */
const PROGRAMS = new Set(['aws', 'curl', 'echo', 'eval', 'jq', 'npx', 'psql']);

/** Names with the zone in them that are no alarm: stacks, the log group of sign-ins, the database. */
const OTHER_NAMES = new Set(['sign-ins', 'phi', 'api']);

function page(name: string): string {
  return readFileSync(join(ROOT, 'docs', name), 'utf8');
}

function matches(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([, found = '']) => found);
}

/** Where in the checklist each name stands first. */
function places(pattern: RegExp): ReadonlyMap<string, number> {
  const found = [...CHECKLIST.matchAll(pattern)].map((match): readonly [string, number] => [
    match[1] ?? '',
    match.index,
  ]);
  return new Map(found.toReversed());
}

/** The groups of each match in the checklist. */
function asked(pattern: RegExp): readonly (readonly string[])[] {
  return [...CHECKLIST.matchAll(pattern)].map(([, ...groups]) => groups);
}

const production = templatesOf('production');

const resources = [...production.values()].flatMap(({ Resources }) => Object.entries(Resources));

describe('the checklist of a first deploy', () => {
  it('has boxes of different names, by moment', () => {
    expect(BOXES.length).toBeGreaterThan(50);
    expect(matches(CHECKLIST, /^- \[ \] (.*)$/gm)).toHaveLength(BOXES.length);
    expect(new Set(BOXES.map(({ id }) => id)).size).toBe(BOXES.length);
    expect(matches(CHECKLIST, /^## (.*)$/gm)).toEqual([
      'Before the deploy',
      'Right after',
      'The first administrator',
      'With people',
      'A quarter of an hour after',
      'A day after',
      'A month after',
    ]);
  });

  it('has room in each section for who, when, and what was seen', () => {
    const bare = CHECKLIST.split(/^## /m)
      .slice(1)
      .filter((section) => !/^Done by _+ on _+\. What was seen .*: _+$/m.test(section));
    expect(bare).toEqual([]);
  });

  it('sets each variable before its use, and defines each function', () => {
    const set = places(/(?:^|[ `])([A-Z][A-Z_]+)=/gm);
    const used = [...places(/\$([A-Z][A-Z_]+)/g)].filter(([name]) => !FROM_CREDENTIALS.has(name));
    expect(used.length).toBeGreaterThan(12);
    expect(used.filter(([name, at]) => (set.get(name) ?? Infinity) > at)).toEqual([]);
    const defined = places(/^([a-z_]+)\(\) \{/gm);
    const called = matches(CHECKLIST, /(?:\$\(|\*\*: `)([a-z]+(?:_[a-z]+)*) /g);
    expect(called.filter((name) => !defined.has(name) && !PROGRAMS.has(name))).toEqual([]);
  });

  it('leaves nothing in a command of AWS to be filled in', () => {
    const commands = matches(CHECKLIST, /`(aws [^`]+)`/g);
    expect(commands.length).toBeGreaterThan(40);
    expect(commands.filter((command) => /<|\.\.\./.test(command))).toEqual([]);
  });

  it('says of each refusal which words are it', () => {
    const refused = CHECKLIST.split('### ').find((part) => part.startsWith('Refused')) ?? '';
    const boxes = matches(refused, /^- \[ \] (.*)$/gm);
    expect(boxes.length).toBeGreaterThan(8);
    const words =
      /\*Expect\*: .*(?:`AccessDenied`|`AuthorizationError`|`access-denied`|`alert`|`no pg_hba)/;
    expect(boxes.filter((box) => !words.test(box))).toEqual([]);
  });

  it('says in each box what to do, and what to expect or to mend', () => {
    const vague = BOXES.filter(({ text }) => !/\*(?:Expect|If not)\*: /.test(text));
    expect(vague).toEqual([]);
  });

  it('asks for alarms that are there', () => {
    const alarms = new Set(resources.map(([, { Properties = {} }]) => Properties['AlarmName']));
    const named = [
      ...matches(CHECKLIST, /hlz-\$ZONE-([a-z-]+)/g).filter((name) => !OTHER_NAMES.has(name)),
      ...matches(CHECKLIST, /`alarm ([a-z-]+)`/g),
    ];
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !alarms.has(`hlz-mercy-${name}`))).toEqual([]);
  });

  it('asks for what stacks have, each by the beginning of one logical id', () => {
    const named = [
      ...asked(/\bresource ([a-z]+) ([A-Za-z0-9:]+) ([A-Za-z]+)/g),
      ...asked(/\$\(bucket ([A-Za-z]+)\)/g).map(([id]) => ['archive', 'S3::Bucket', id]),
      ...asked(/\btable ([a-z]+) ([A-Z][A-Za-z]+)/g).map(([stack, id = '']) => [
        stack,
        'DynamoDB::Table',
        `Tables${id}`,
      ]),
      ...asked(/`reads_for ([a-z]+) ([A-Za-z]+)`/g).map(([stack, id]) => [
        stack,
        'Lambda::Function',
        id,
      ]),
    ];
    expect(named.length).toBeGreaterThan(15);
    const unclear = named.filter(([stack = '', type = '', id = '']) => {
      const template = production.get(`${stack.slice(0, 1).toUpperCase()}${stack.slice(1)}`);
      const found = Object.entries(template?.Resources ?? {}).filter(
        ([name, { Type }]) => Type === `AWS::${type}` && name.startsWith(id),
      );
      return found.length !== 1;
    });
    expect(unclear).toEqual([]);
  });

  it('finds the address of the API by its output, and so does the page on people', () => {
    const outputs = Object.keys(production.get('Api')?.Outputs ?? {});
    const [found = ''] = matches(CHECKLIST, /starts_with\(OutputKey, '([A-Za-z]+)'\)/g);
    expect(outputs.filter((name) => name.startsWith(found))).toHaveLength(1);
    expect(page('identity.md')).toContain(`output \`${found}...\` of the Api stack`);
  });
});

describe('what the emulator does not prove', () => {
  it('has in each row something that covers it', () => {
    expect(ROWS.length).toBeGreaterThan(35);
    const bare = ROWS.filter((cells) => {
      const [asserted = '', boxes = ''] = cells.slice(-2);
      const isChecked = /`test\/|`LandingZone-/.test(asserted);
      return !isChecked || !/\*\*[a-z-]+\*\*|^none: \S/.test(boxes);
    });
    expect(bare.map(([thing]) => thing)).toEqual([]);
  });

  it('leads to boxes of the checklist', () => {
    const named = ROWS.flatMap((cells) => matches(cells.at(-1) ?? '', /\*\*([a-z0-9-]+)\*\*/g));
    const known = new Set(BOXES.map(({ id }) => id));
    expect(named.filter((id) => !known.has(id))).toEqual([]);
  });

  it('names tests and rules that are there', () => {
    const paths = matches(PROOF, /`(test\/[\w./-]+)`/g);
    expect(paths.length).toBeGreaterThan(40);
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    const rules: readonly string[] = RULE_IDS.LandingZone;
    expect(matches(PROOF, /`(LandingZone-\w+)`/g).filter((rule) => !rules.includes(rule))).toEqual(
      [],
    );
  });

  it('quotes titles of tests as they are', () => {
    const quoted = [...PROOF.matchAll(/`(test\/[\w./-]+\.test\.ts)` \("([^"]+)"\)/g)];
    expect(quoted.length).toBeGreaterThan(12);
    const missing = quoted.filter(
      ([, file = '', title = '']) => !readFileSync(join(ROOT, file), 'utf8').includes(`'${title}'`),
    );
    expect(missing.map(([whole]) => whole)).toEqual([]);
  });

  it('names statements and types that the templates have', () => {
    const all = JSON.stringify(resources);
    const named = matches(PROOF, /`(Deny[A-Za-z]+|AWS::[A-Za-z:]+)`/g);
    expect(named.length).toBeGreaterThan(25);
    expect(named.filter((name) => !all.includes(`"${name}"`))).toEqual([]);
  });

  it.each([
    ['statements that are taken out', [...NOT_JUDGED, ...NOT_JUDGED_AT_THE_END]],
    ['permissions without their condition', ON_A_CONDITION],
    ['permissions without their resource', WITHOUT_RESOURCE],
    ['what is dropped', DROPPED],
    ['types without a handler', [...Object.values(NO_HANDLER).flat(), ...NO_HANDLER_ELSEWHERE]],
    ['settings', Object.values(EMULATOR_DEFAULTS).flatMap((settings) => Object.keys(settings))],
  ])('has every entry of the lists in code: %s', (_, entries) => {
    expect(entries.filter((entry) => !PROOF.includes(`\`${entry}\``))).toEqual([]);
  });

  it('says which stacks are deployed, and which types keep the others away', () => {
    const all = [...production.keys()];
    const left = all.filter((id) => !STACKS.some((held) => held === id));
    expect(left.toSorted()).toEqual(Object.keys(NO_HANDLER).toSorted());
    const held = [...STACKS];
    expect(PROOF).toContain(
      `deploys ${held.slice(0, -1).join(', ')} and ${String(held.at(-1))} with`,
    );
    for (const [stack, types] of Object.entries(NO_HANDLER)) {
      const there = new Set(
        Object.values(production.get(stack)?.Resources ?? {}).map(({ Type }) => Type),
      );
      expect(types.filter((type) => !there.has(type))).toEqual([]);
    }
  });

  // Each construct that asks whether it stands on an emulator leaves something out.
  it.each([
    ['lib/stacks/api-stack.ts', 'web ACL'],
    ['lib/constructs/api/zone-api.ts', 'client certificate'],
    ['lib/constructs/archive/table-backup.ts', 'backups of tables'],
    ['lib/constructs/base/zone-alarm.ts', 'alarms on what is reckoned'],
    ['lib/constructs/identity/sign-in-log.ts', 'delivery of the log of sign-ins'],
    ['lib/constructs/identity/user-pool.ts', 'blocking of breached passwords'],
    ['lib/constructs/operations/api-alarms.ts', 'the web ACL'],
  ])('says what %s leaves out: %s', (_, words) => expect(PROOF).toContain(words));

  it('knows every construct that leaves something out', () => {
    const asking = readdirSync(join(ROOT, 'lib'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => readFileSync(file, 'utf8').includes('isEmulated('))
      .map((file) => file.slice(ROOT.length + 1));
    expect(asking.toSorted()).toEqual([
      'lib/config/emulator.ts',
      'lib/constructs/api/zone-api.ts',
      'lib/constructs/archive/table-backup.ts',
      'lib/constructs/base/zone-alarm.ts',
      'lib/constructs/identity/sign-in-log.ts',
      'lib/constructs/identity/user-pool.ts',
      'lib/constructs/operations/api-alarms.ts',
      'lib/stacks/api-stack.ts',
      'lib/zone.ts',
    ]);
  });
});

it.each([
  ['what-e2e-does-not-prove.md', PROOF],
  ['first-deploy.md', CHECKLIST],
])('leads to pages and sections that are there: %s', (name, text) => {
  const broken = matches(text, /\]\((?!https:)([^)]+)\)/g).filter((link) => {
    const [file = '', anchor] = link.split('#');
    const target = join(ROOT, 'docs', file === '' ? name : file);
    if (!existsSync(target)) return true;
    return anchor !== undefined && !anchorsOf(readFileSync(target, 'utf8')).includes(anchor);
  });
  expect(broken).toEqual([]);
});

/** As GitHub makes them of headings. */
function anchorsOf(markdown: string): readonly string[] {
  return matches(markdown, /^#+ (.+)$/gm).map((heading) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}
