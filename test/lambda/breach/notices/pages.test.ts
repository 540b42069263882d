import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { DRAFT_KINDS } from '../../../../lambda/breach/notices/draft';
import { problemsOf } from '../../../../lambda/breach/notices/incident-file';
import { htmlOf, markup } from '../../../../lambda/shared/markup';
import { proseText, text } from '../../../../lambda/breach/notices/prose';
import { renderFile, renderNotice } from '../../../../lambda/breach/notices/render';
import { foldHistory } from '../../../../lambda/breach/register/apply';
import type { Exclusion } from '../../../../lambda/breach/vocabulary';
import type { Entry, Incident } from '../../../../lambda/breach/register/incident';
import { ROOT } from '../../../support/root';
import { CONTACTS, INCIDENT, input } from './made-up';
import { HISTORY } from './made-up-history';

/** Texts that want to be more than text. */
const HOSTILE: readonly string[] = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</td></tr></tbody></table><iframe src="https://evil.example">',
  '</style><link rel=stylesheet href=//evil.example/x.css>',
  '--><svg/onload=alert(1)>',
  '&lt;b&gt; &#60;b&#62;',
  '`${alert(1)}`',
  '{{address}}',
  '\u202Eevil\u202C\u200B\u0000',
];
const EVIL = HOSTILE.join(' ');

/** The incident as somebody would write it who wants a page to do something. */
const HOSTILE_INCIDENT: Incident = {
  ...INCIDENT,
  id: EVIL,
  tenant: EVIL,
  origin: { kind: 'rule', rule: 'bulk-export', actor: EVIL },
  facts: {
    ...INCIDENT.facts,
    title: EVIL,
    description: EVIL,
    steps: EVIL,
    mitigation: EVIL,
    safeguards: EVIL,
    location: EVIL,
    breachType: EVIL,
  },
  associates: [{ associate: EVIL, agent: false }],
  holds: [
    {
      kind: 'written',
      statedOn: '2026-11-20',
      until: '2027-01-01',
      official: EVIL,
      agency: EVIL,
      statement: EVIL,
    },
  ],
  notices: [{ kind: 'hhs', on: '2026-11-20', way: 'portal', evidence: EVIL }],
  exclusion: { finding: { exclusion: 'not-retained', rationale: EVIL }, by: EVIL, at: 0 },
};
const HOSTILE_CONTACTS = {
  ...CONTACTS,
  organization: EVIL,
  postalAddress: EVIL,
  tollFree: EVIL,
  email: EVIL,
  website: EVIL,
  entityType: EVIL,
  privacyOfficial: { name: EVIL, email: EVIL },
};

const OURS = new Set(
  'html head meta title style body table thead tbody tr td th div span section h1 h2 h3 p ul li'.split(
    ' ',
  ),
);

/** What a page is made of: its tags, and names of their attributes. */
function tagsOf(page: string) {
  // No attribute of ours has a bracket in it.
  return [...page.matchAll(/<\/?([A-Za-z!][^\s>/]*)([^>]*)>/g)].map(([, name = '', rest = '']) => ({
    name,
    attributes: [...rest.matchAll(/([^\s="]+)(?:="[^"]*")?/g)].map(
      ([, attribute = '']) => attribute,
    ),
  }));
}

/** Every value in something, however deep. */
function valuesIn(value: unknown): readonly unknown[] {
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(valuesIn)
    : [value];
}

function filed(incident: Incident, entries: readonly Entry[]) {
  return renderFile({ ...input(), incident, entries });
}

const FOLDED = foldHistory(INCIDENT.id, HISTORY);

it('says of what was permitted that it was, and calls it no exclusion of the rule', () => {
  const pageOf = (exclusion: Exclusion): string => {
    const finding = { exclusion, rationale: 'As the record says.' };
    return filed({ ...FOLDED, exclusion: { finding, by: 'officer-1', at: 0 } }, HISTORY).html;
  };
  expect(pageOf('not-impermissible')).toContain('subpart E permits, or no access at all');
  expect(pageOf('not-impermissible')).not.toContain('<h3>Exclusion</h3>');
  expect(pageOf('not-retained')).toContain('<h3>Exclusion</h3>');
});

describe('a page', () => {
  const pages = [
    ...DRAFT_KINDS.map((kind) => ({
      name: kind as string,
      hostile: renderNotice(kind, {
        ...input(HOSTILE_INCIDENT, HOSTILE_CONTACTS),
        today: '2026-11-26',
      }).html,
    })),
    {
      name: 'file',
      hostile: renderFile({
        ...input(HOSTILE_INCIDENT, HOSTILE_CONTACTS),
        entries: HISTORY.map((entry) => ({
          ...entry,
          by: { kind: 'person', id: EVIL, role: EVIL },
          change: { kind: 'state', to: 'confirmed', why: EVIL },
        })),
      }).html,
    },
  ];

  it.each(pages)('of a $name has no tag and no attribute that a text brought', ({ hostile }) => {
    for (const { name, attributes } of tagsOf(hostile)) {
      if (name === '!doctype') continue;
      expect(OURS).toContain(name);
      for (const attribute of attributes) {
        expect([
          'class',
          'role',
          'scope',
          'lang',
          'charset',
          'http-equiv',
          'content',
          'name',
        ]).toContain(attribute);
      }
    }
    for (const hidden of ['\u202E', '\u200B', '\u0000']) expect(hostile).not.toContain(hidden);
    // What was written is still there to be read.
    expect(hostile).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(hostile).toContain('[U+202E]evil');
  });

  it.each(pages)('of a $name needs nothing from elsewhere, and lets nothing in', ({ hostile }) => {
    const [, style = ''] = /<style>([^]*?)<\/style>/.exec(hostile) ?? [];
    expect(style).toContain('@page { size: letter');
    expect(style).not.toMatch(/url\(|@import|expression/);
    const digest = createHash('sha256').update(style).digest('base64');
    expect(hostile).toContain(
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${digest}'; form-action 'none'; base-uri 'none'">`,
    );
  });

  it('escapes every text, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (wild) => {
        const made = htmlOf(markup`<p title="${wild}">${wild}</p>`);
        const form = /^<p title="([^"]*)">([^<]*)<\/p>$/;
        expect(made).toMatch(form);
        const [, attribute = '', element = ''] = form.exec(made) ?? [];
        expect(attribute).toBe(element);
        expect(element).not.toMatch(/[<>"'`]/);
        expect(element.replaceAll(/&(?:amp|lt|gt|quot|#39|#96);/g, '')).not.toContain('&');
      }),
      { examples: HOSTILE.map((wild) => [wild]) },
    );
  });

  it('takes no markup from what JSON can bring', () => {
    const forged = JSON.parse('{"markup":"<b>","Symbol(markup)":"<b>","length":0}') as string;
    expect(() => htmlOf(markup`${forged}`)).toThrow(TypeError);
  });

  it('is written with every value in quotes or between tags', () => {
    const folder = join(ROOT, 'lambda/breach/notices');
    for (const file of readdirSync(folder)) {
      const source = readFileSync(join(folder, file), 'utf8');
      for (const [template] of source.matchAll(/markup`[^`]*`/g)) {
        expect([file, template]).not.toEqual([file, expect.stringMatching(/=\$\{|<\$\{|<!--/)]);
      }
      // What is not escaped is our own, and there are two of it: the style, and the policy that names it.
      const unescaped = { 'markup.ts': 1, 'page.ts': 2 }[file] ?? 0;
      expect([file, source.split('ownMarkup(').length - 1]).toEqual([file, unescaped]);
    }
  });

  it('shows in plain text as well what cannot be seen', () => {
    expect(proseText([text('a\u202Eb\u0007')])).toBe('a[U+202E]b[U+0007]\n');
  });
});

describe('the file of an incident, 45 CFR 164.414(b) and 164.530(j)', () => {
  const { file, html } = filed(FOLDED, HISTORY);

  it('has every value of every entry, on the page and in JSON', () => {
    for (const { change, by, at } of HISTORY) {
      for (const value of [...valuesIn(change), by.id, at]) {
        const said =
          typeof value === 'number' && value > 1e12 ? new Date(value).toISOString() : value;
        for (const paragraph of String(said)
          .replace(/T(.*)\.\d{3}Z$/, ' $1 UTC')
          .split('\n\n')) {
          const shown = htmlOf(markup`${paragraph}`);
          expect([shown, html.includes(shown)]).toEqual([shown, true]);
        }
      }
    }
    expect(JSON.parse(JSON.stringify(file))).toMatchObject({
      schema: 'hipaa-landing-zone/incident-file/1',
      incident: INCIDENT.id,
      entries: HISTORY,
      head: FOLDED,
      problems: [],
    });
  });

  it('tells after each entry what was due by then, or that it was as before', () => {
    const after = [...html.matchAll(/>Due after it<\/th><td>([^<]*)</g)].map(([, due]) => due);
    expect(after).toHaveLength(HISTORY.length);
    expect(after.slice(0, 2)).toEqual(['individuals 2027-01-01; counts 2027-01-01', 'as before']);
    expect(after[4]).toBe('individuals 2026-12-31; counts 2026-12-31');
    expect(after.at(-1)).toContain('media:CA done 2026-11-24');
  });

  it('says who wrote and who approved the finding', () => {
    expect(html).toContain(
      '<th scope="row">Approved by</th><td>officer-2, 2026-11-12 09:30:10 UTC</td>',
    );
    expect(html).toContain('<th scope="row">Approved by</th><td>nobody yet</td>');
  });

  it('is kept for six years from its last entry', () => {
    expect(new Date(FOLDED.changedAt).toISOString()).toMatch(/^2026-11-17/);
    expect(file.keepUntil).toBe('2032-11-17');
  });

  it('shows of a closed incident what was due, and when it was done', () => {
    const last = HISTORY.at(-1);
    if (last === undefined) throw new Error('there is a history');
    // As it may look: whether it may be closed is asked of the register.
    const closing: Entry = {
      ...last,
      n: last.n + 1,
      change: { kind: 'state', to: 'closed', why: 'All is done.' },
      dues: [],
    };
    const entries = [...HISTORY, closing];
    const closed = renderFile({
      ...input(),
      incident: foldHistory(INCIDENT.id, entries),
      entries,
      dues: [],
    });
    expect(closed.file.dues).toEqual(last.dues);
    expect(closed.html).toContain('media:CA');
    expect(closed.html).not.toContain('Nothing is due.');
  });

  it.each<[string, (entries: readonly Entry[], head: Incident) => ReturnType<typeof filed>]>([
    [
      'a head that says something else',
      (entries, head) => filed({ ...head, severity: 'low' }, entries),
    ],
    [
      'a head of another time',
      (entries, head) => filed({ ...head, version: head.version - 1 }, entries),
    ],
    ['an entry that is missing', (entries, head) => filed(head, entries.toSpliced(4, 1))],
    ['the last entry missing', (entries, head) => filed(head, entries.slice(0, -1))],
    ['entries in another order', (entries, head) => filed(head, entries.toReversed())],
    ['no entry at all', (_, head) => filed(head, [])],
  ])('says that it does not fit: %s', (_, make) => {
    const wrong = make(HISTORY, FOLDED);
    expect(wrong.file.problems).not.toEqual([]);
    for (const problem of wrong.file.problems) {
      expect(wrong.html).toContain(htmlOf(markup`<p class="lacking">${problem}</p>`));
    }
    expect(wrong.html).toContain('When it was made, it did not fit');
  });

  it('can be checked later by who has nothing but the file', () => {
    const kept = JSON.parse(JSON.stringify(file)) as typeof file;
    expect(problemsOf(kept)).toEqual([]);
    const [first, ...others] = kept.entries;
    if (first === undefined) throw new Error('there is a first entry');
    const changed = { ...kept, entries: [{ ...first, at: first.at + 1 }, ...others] };
    expect(problemsOf(changed)).toContain(
      'The entries are not those of which the file has the SHA-256.',
    );
    for (const other of [{ incident: 'another' }, { version: 3 }]) {
      expect(problemsOf({ ...kept, ...other })).toContain(
        'The file and its head name different incidents or versions.',
      );
    }
    expect(problemsOf({ ...kept, head: { ...kept.head, facts: {} } })).toEqual([
      'The head is not what the entries make: treat it as tampering.',
    ]);
  });
});
