import type { Due } from '../clocks/clock';
import type { Counts, Entry, Facts, Incident, Signed } from '../register/incident';
import type { IncidentFile } from './incident-file';
import type { Markup } from '../../shared/markup';
import { markup } from '../../shared/markup';
import { grid, page, table } from './page';
import { paragraphs } from './prose';
import { author, instant, leaves } from './record';
import {
  dayInWords,
  EXCLUSION_WORDS,
  FACTOR_WORDS,
  JURISDICTION_NAMES,
  numberInWords,
  PHI_KIND_WORDS,
} from './words';
import type { Contacts } from '../settings';
import { FACTORS, JURISDICTIONS } from '../vocabulary';

/** The file of an incident on one page, to be printed and kept. */
export function filePage(file: IncidentFile, contacts: Contacts): string {
  const { head, dues, entries, problems } = file;
  return page(
    {
      title: `File of incident ${file.incident}`,
      mark: `${head.drill ? 'DRILL, ' : ''}file of ${file.madeOn}`,
      record: file,
    },
    markup`<section class="desk">
<h1>File of an incident</h1>
${problems.map((problem) => markup`<p class="lacking">${problem}</p>\n`)}${summary(file, contacts)}
<h2>What happened</h2>
${facts(head.facts)}
<h2>Whom it concerns</h2>
${counts(head.counts)}
<h2>Whether it was a breach</h2>
${findings(head)}
<h2>What was due, and when it was done</h2>
${duesMarkup(dues)}
${rowsOf('Notices', head.notices)}${rowsOf('Business associates', head.associates)}${rowsOf('Law-enforcement delays', head.holds)}${rowsOf('Reminders', head.reminders)}</section>
<section class="desk part history">
<h1>History: ${entries.length} entries</h1>
<p>Each entry as the register has it. Fields are named as in the JSON of this file.</p>
${history(entries)}</section>
${checking(file)}`,
  );
}

function summary(
  { head, organization, keepUntil, madeOn }: IncidentFile,
  contacts: Contacts,
): Markup {
  const { privacyOfficial, securityOfficial } = contacts;
  return grid([
    ['Organization', organization],
    ['Privacy official', `${privacyOfficial.name}, ${privacyOfficial.email}`],
    ['Security official', `${securityOfficial.name}, ${securityOfficial.email}`],
    ['Tenant', head.tenant],
    ['State and severity', `${head.state}, ${head.severity}`],
    ['Drill', head.drill ? 'yes: nothing of this happened' : 'no'],
    ['Came from', Object.values(head.origin).join(', ')],
    ['Discovered', dayInWords(head.discoveredOn)],
    ['Opened, last changed', `${instant(head.openedAt)}, ${instant(head.changedAt)}`],
    [
      'This file',
      `made on ${dayInWords(madeOn)}; keep it at least until ${dayInWords(keepUntil)} (45 CFR 164.530(j)(2))`,
    ],
  ]);
}

function facts({ phiKinds, ...texts }: Facts): Markup {
  const rows = [
    ...Object.entries(texts).map(
      ([field, text]) => [FACT_NAMES[field as keyof typeof texts], paragraphs(text)] as const,
    ),
    ...(phiKinds === undefined
      ? []
      : [['Kinds of PHI', phiKinds.map((kind) => PHI_KIND_WORDS[kind]).join('; ')] as const]),
  ];
  return rows.length === 0 ? NOTHING : grid(rows);
}

const FACT_NAMES: Readonly<Record<Exclude<keyof Facts, 'phiKinds'>, string>> = {
  title: 'Title',
  description: 'What happened',
  breachFrom: 'First day',
  breachTo: 'Last day',
  location: 'Where the information was',
  breachType: 'Type of breach',
  steps: 'What individuals should do',
  mitigation: 'What is done about it',
  safeguards: 'Safeguards before',
};

function counts(known: Counts | undefined): Markup {
  if (known === undefined) return NOTHING;
  const { total, byState, unreachable } = known;
  return grid([
    ['Persons', numberInWords(total)],
    ['Without a good address', numberInWords(unreachable)],
    ...JURISDICTIONS.flatMap((state) => {
      const residents = byState[state];
      return residents === undefined
        ? []
        : [[`Live in ${JURISDICTION_NAMES[state]}`, numberInWords(residents)] as const];
    }),
  ]);
}

function findings({ assessment, exclusion, safeHarbor }: Incident): Markup {
  const all = [
    exclusion === undefined
      ? []
      : [
          markup`<h3>${exclusion.finding.exclusion === 'not-impermissible' ? 'Permitted, or no access' : 'Exclusion'}</h3>\n${grid(
            [
              ['Which', EXCLUSION_WORDS[exclusion.finding.exclusion]],
              ['Rationale', paragraphs(exclusion.finding.rationale)],
              ...signed(exclusion),
            ],
          )}`,
        ],
    safeHarbor === undefined
      ? []
      : [
          markup`<h3>Encryption safe harbor</h3>\n${grid([
            ['Method', safeHarbor.finding.method],
            ['Keys compromised', safeHarbor.finding.keysCompromised ? 'yes' : 'no'],
            ['Rationale', paragraphs(safeHarbor.finding.rationale)],
            ...signed(safeHarbor),
          ])}`,
        ],
    assessment === undefined
      ? []
      : [
          markup`<h3>Assessment by four factors (45 CFR 164.402)</h3>\n${grid([
            ...FACTORS.map(
              (factor) =>
                [FACTOR_WORDS[factor], paragraphs(assessment.finding.factors[factor])] as const,
            ),
            ['Conclusion', CONCLUSIONS[assessment.finding.conclusion]],
            ['Rationale', paragraphs(assessment.finding.rationale)],
            ...signed(assessment),
          ])}`,
        ],
  ].flat();
  return all.length === 0 ? NOTHING : markup`${all}`;
}

const CONCLUSIONS = {
  breach: 'a breach',
  'low-probability': 'a low probability that the PHI was compromised',
} as const;

function signed({
  by,
  at,
  approvedBy,
  approvedAt,
}: Signed<unknown>): readonly (readonly [string, string])[] {
  return [
    ['Written by', `${by}, ${instant(at)}`],
    [
      'Approved by',
      approvedBy === undefined || approvedAt === undefined
        ? 'nobody yet'
        : `${approvedBy}, ${instant(approvedAt)}`,
    ],
  ];
}

function duesMarkup(dues: readonly Due[]): Markup {
  if (dues.length === 0) return markup`<p>Nothing is due.</p>\n`;
  return table(
    ['Clock', 'Goal', 'Limit', 'Due', 'Done', 'Rule'],
    dues.map(({ clock, target, limit, due, done = 'not yet', citation }) => [
      clock,
      ...[target, limit, due, done].map((day) => markup`<span class="day">${day}</span>`),
      citation,
    ]),
  );
}

/** Things of one kind, a row each, with all that they say. */
function rowsOf(title: string, things: readonly object[]): Markup {
  if (things.length === 0) return markup``;
  const rows = things.map((thing) => new Map(leaves(thing)));
  const names = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  return markup`<h2>${title}</h2>\n${table(
    names,
    rows.map((row) => names.map((name) => row.get(name) ?? '')),
  )}`;
}

/** The history, entry by entry: what each says, and what was due after it where that changed. */
function history(entries: readonly Entry[]): readonly Markup[] {
  return entries.map((entry, at) => {
    const due = duesText(entry.dues);
    const before = entries[at - 1];
    return entryMarkup(
      entry,
      before !== undefined && duesText(before.dues) === due ? 'as before' : due,
    );
  });
}

function entryMarkup({ n, at, by, change }: Entry, due: string): Markup {
  const { kind, ...said } = change;
  return markup`<h3>${n}. ${kind}, ${instant(at)}, by ${author(by)}</h3>\n${grid([
    ...leaves(said).map(([name, text]) => [name, paragraphs(text)] as const),
    ['Due after it', due],
  ])}`;
}

function duesText(dues: readonly Due[]): string {
  return dues.length === 0
    ? 'nothing'
    : dues
        .map(({ clock, due, done }) => `${clock} ${done === undefined ? due : `done ${done}`}`)
        .join('; ');
}

function checking({ entriesSha256, problems, incident }: IncidentFile): Markup {
  return markup`<section class="desk">
<h2>How to check this file</h2>
<p>${problems.length === 0 ? 'When it was made, the head was what the entries make, and none was missing.' : 'When it was made, it did not fit: see the first page.'}</p>
<p>SHA-256 of the entries as canonical JSON (RFC 8785), the same as in the JSON of this file:</p>
<p class="code">${entriesSha256}</p>
<p>Entry by entry: begin with entry 1 and take over what each one says. A later text, count or day stands in place of the earlier one; hits, holds, notices and reminders are added; a withdrawal takes away what the entry that it names recorded; a finding that is written anew has to be approved anew. What comes out is the first part of this file.</p>
<p>Outside of this file: the audit ledger has an event breach-register-change for each entry, with ${incident} as its resource, written before the entry. Its checkpoints are signed.</p>
</section>
`;
}

const NOTHING = markup`<p>Nothing is written down.</p>\n`;
