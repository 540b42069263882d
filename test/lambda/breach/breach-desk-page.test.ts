import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dutyAlert, incidentAlert, tamperingAlert } from '../../../lambda/breach/alert/message';
import type { Told } from '../../../lambda/breach/alert/told';
import { DUTIES } from '../../../lambda/breach/clocks/duty';
import { DRAFT_KINDS } from '../../../lambda/breach/notices/draft';
import { BREACH_LOCATIONS, BREACH_TYPES } from '../../../lambda/breach/notices/hhs-form';
import type { Origin } from '../../../lambda/breach/register/incident';
import { EXCLUSIONS, FINDING_SOURCES, RULE_IDS, STATES } from '../../../lambda/breach/vocabulary';
import { accessApi, breachApi } from '../../../lambda/shared/http/generated/validators';
import type { Validator } from '../../../lambda/shared/http/generated/validators';
import { findRoute } from '../../../lambda/shared/http/route';
import { checkedBody } from '../../../lambda/shared/http/validate';
import { ROOT } from '../../support/root';
import { INCIDENT } from './notices/made-up';

const PAGE = readFileSync(join(ROOT, 'docs', 'breach-desk.md'), 'utf8');

/** What a link into the page may name: its headings, as GitHub makes ids of them, and ids that it writes itself. */
const ANCHORS = new Set([
  ...[...PAGE.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^a-z0-9 -]/g, '')
      .replaceAll(' ', '-'),
  ),
  ...[...PAGE.matchAll(/<a id="([a-z-]+)">/g)].map(([, id = '']) => id),
]);

const REMINDER = { clock: 'hhs', due: '2026-12-01', mark: 7 } as const;
const TOLD: readonly Told[] = [
  ...(['opened', 'hit', 'state', 'counts', 'severity', 'hold'] as const).map((kind) => ({ kind })),
  { kind: 'reminder', reminder: REMINDER },
];
const ORIGINS: readonly Origin[] = [
  ...RULE_IDS.map((rule) => ({ kind: 'rule', rule, actor: 'made-up' }) as const),
  ...FINDING_SOURCES.map(
    (source) => ({ kind: 'finding', source, finding: 'made-up', type: 'made-up' }) as const,
  ),
  { kind: 'report' },
];

/** Every page of a repository folder that names the desk. */
function sourcesIn(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:ts|md|yaml)$/.test(entry.name))
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8'));
}

it('has a place for every alert', () => {
  const alerts = [
    ...TOLD.flatMap((told) =>
      ORIGINS.flatMap((origin) =>
        STATES.map((state) =>
          incidentAlert(told, { ...INCIDENT, origin, state }, [], '2026-11-26'),
        ),
      ),
    ),
    ...DUTIES.map((duty) => dutyAlert({ ...duty, tenant: 'mercy' }, REMINDER, '2026-11-26')),
    ...(['changed', 'removed', 'unreadable'] as const).map((how) =>
      tamperingAlert(how, undefined, '1'),
    ),
  ];
  const named = new Set(alerts.map(({ facts }) => facts['runbook'] as string));
  expect(named.size).toBeGreaterThan(RULE_IDS.length + FINDING_SOURCES.length + 5);
  for (const runbook of named) {
    const [file, anchor = ''] = runbook.split('#');
    expect([file, anchor, ANCHORS.has(anchor)]).toEqual(['docs/breach-desk.md', anchor, true]);
  }
});

it('has a place for whatever else leads to it, and each of its own links leads somewhere', () => {
  const links = [
    ...RULE_IDS,
    ...[...PAGE.matchAll(/\]\(#([a-z-]+)\)/g)].map(([, anchor = '']) => anchor),
    ...[
      ...['lambda/breach', 'lib', 'docs', 'api'].flatMap(sourcesIn),
      readFileSync(join(ROOT, 'README.md'), 'utf8'),
    ].flatMap((source) =>
      [...source.matchAll(/breach-desk\.md#([a-z-]+)/g)].map(([, anchor = '']) => anchor),
    ),
  ];
  expect(links.filter((anchor) => !ANCHORS.has(anchor))).toEqual([]);
  for (const [, file = '', anchor] of PAGE.matchAll(
    /\]\(([a-z/-]+\.(?:md|svg))(?:#([a-z-]+))?\)/g,
  )) {
    expect([file, existsSync(join(ROOT, 'docs', file))]).toEqual([file, true]);
    if (anchor === undefined) continue;
    const headings = readFileSync(join(ROOT, 'docs', file), 'utf8')
      .toLowerCase()
      .replaceAll(' ', '-');
    expect([anchor, headings.includes(`#-${anchor}\n`)]).toEqual([anchor, true]);
  }
});

it('knows every word that the record takes of people', () => {
  const words = [
    ...STATES,
    ...EXCLUSIONS,
    ...DRAFT_KINDS,
    ...Object.keys(BREACH_TYPES),
    ...Object.keys(BREACH_LOCATIONS),
  ];
  expect(words.filter((word) => !new RegExp(`\\b${word}\\b`).test(PAGE))).toEqual([]);
});

/** Calls that the page shows. */
const CALLS = [...PAGE.matchAll(/call ([a-z/-]+) +'(\{(?:[^']|'\$I')*\})'/g)].map(
  ([, path = '', body = '']) => ({
    path,
    body: body
      .replaceAll("'$I'", '6b5a4f3e-1d2c-4b3a-8f9e-bbbbbbbbbbbb')
      .replaceAll('<actor>', '3f0e1c52-7b1d-4c1e-9a55-0d7c6f1b2a90'),
  }),
);

const VALIDATORS: Readonly<Record<string, Validator<unknown>>> = { ...accessApi, ...breachApi };

it('shows calls', () => {
  // Each line that begins with it; others stand within a sentence.
  expect(CALLS.length).toBeGreaterThanOrEqual([...PAGE.matchAll(/^call [a-z]/gm)].length);
  const bodies = CALLS.map(({ path, body }) => `${path} ${body}`).join('\n');
  const paths =
    'list read state describe counts assess approve hold associate notice draft mail export';
  for (const shown of paths.split(' ')) {
    expect(bodies).toContain(`incidents/${shown} `);
  }
  for (const finding of ['exclusion', 'safeHarbor', 'assessment']) {
    expect(bodies).toMatch(new RegExp(`^incidents/assess .*"${finding}":`, 'ms'));
  }
});

it.each(CALLS)('shows a good call of $path', ({ path, body }) => {
  const { operation } = findRoute('POST', `/v1/${path}`);
  const validator = VALIDATORS[operation];
  if (validator === undefined) throw new Error(`no validator of ${operation}`);
  const sent: unknown = JSON.parse(body);
  expect(checkedBody(validator, sent)).toEqual(sent);
});
