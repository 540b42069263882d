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

function page(name: string): string {
  return readFileSync(join(ROOT, 'docs', name), 'utf8');
}

function matches(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([, found = '']) => found);
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
      'A quarter of an hour after',
      'A day after',
      'A month after',
      'The first administrator',
    ]);
  });

  it('says in each box what to do, and what to expect or to mend', () => {
    const vague = BOXES.filter(({ text }) => !/\*(?:Expect|If not)\*: /.test(text));
    expect(vague).toEqual([]);
  });

  it('asks for alarms that are there', () => {
    const alarms = new Set(resources.map(([, { Properties = {} }]) => Properties['AlarmName']));
    const named = matches(CHECKLIST, /`hlz-\$ZONE-([a-z-]+)`/g).filter(
      (name) => name !== 'sign-ins',
    );
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((name) => !alarms.has(`hlz-mercy-${name}`))).toEqual([]);
  });

  it('asks for stores by the beginning of a logical id that is there', () => {
    const named = [
      ...matches(CHECKLIST, /\$\(output ([A-Za-z]+)\)/g),
      ...matches(CHECKLIST, /`([A-Z][A-Za-z]+)\.\.\.`/g).filter((name) => name !== 'ApiUrl'),
    ];
    expect(named.length).toBeGreaterThan(5);
    const missing = named.filter((name) => !resources.some(([id]) => id.startsWith(name)));
    expect(missing).toEqual([]);
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
