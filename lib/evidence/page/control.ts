import type { Markup, Piece } from '../../../lambda/shared/markup';
import { markup } from '../../../lambda/shared/markup';
import type { CheckRow } from '../../compliance/check-ledger';
import { openRows } from '../../compliance/summary';
import type { JudgedControl, JudgedMechanism, JudgedTest } from '../../controls/judged';
import { badge, grouped, statusBadge, table } from './parts';
import { counted, DONE_BY_WORDS, OUTCOME_WORDS, sectionOf, TYPE_WORDS } from './words';

/** A control: a line of the matrix, which opens to what stands behind it. */
export function controlEntry(control: JudgedControl): Markup {
  const { citation, oscalId, title, type, doneBy, status } = control;
  return markup`<li><details class="control" id="${oscalId}" data-citation="${citation}" data-status="${status}" data-by="${doneBy}" data-type="${type}" data-section="${sectionOf(citation)}">
<summary><span class="cite">${citation}</span> <span class="title">${title}</span> <span class="kind">${TYPE_WORDS[type]}</span> <span class="by">${DONE_BY_WORDS[doneBy]}</span> ${statusBadge(status)}</summary>
<div class="body">
<p class="asks">${control.asks}</p>
${control.note === undefined ? '' : markup`<p class="note"><b>Note.</b> ${control.note}</p>`}
${control.mechanisms.length === 0 ? '' : markup`<h4>What shows it</h4>`}
${control.mechanisms.map(mechanismEntry)}
${duties(control)}
${others(control)}
<p class="link"><a href="#${oscalId}">Link to ${citation}</a></p>
</div></details></li>
`;
}

function mechanismEntry(mechanism: JudgedMechanism, at: number): Markup {
  const { says, status, left, problems, resources, rows, tests } = mechanism;
  return markup`<section class="mechanism">
<h5>${says} ${statusBadge(status)}</h5>
${left === '' ? '' : markup`<p class="left"><b>Left to somebody else.</b> ${left}</p>`}
${problems.length === 0 ? '' : markup`<ul class="problems">${problems.map((problem) => markup`<li>${problem}</li>`)}</ul>`}
${rows.length === 0 ? '' : rulesTable(rows)}
${resources.length === 0 ? '' : markup`<div class="drill" data-mechanism="${at}"><p>${counted(resources.length, 'resource')}. Each with what every rule said of it: <a href="./checks.csv">checks.csv</a>.</p></div>`}
${tests.length === 0 ? '' : markup`<ul class="tests" aria-label="Tests">${tests.map(testEntry)}</ul>`}
</section>
`;
}

function rulesTable(rows: readonly CheckRow[]): Markup {
  const rules = grouped(rows, ({ rule }) => rule).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const count = (own: readonly CheckRow[], wanted: CheckRow['verdict']): number =>
    own.filter(({ verdict }) => verdict === wanted).length;
  return table({
    caption: 'Rules',
    columns: ['Rule', 'Passed', 'Acknowledged', 'Open'],
    rows: rules.map(([rule, own]) => [
      markup`<code>${rule}</code>`,
      ...[count(own, 'compliant'), count(own, 'acknowledged'), openRows(own).length].map(
        (of): Piece => (of === 0 ? markup`<span class="none">0</span>` : of),
      ),
    ]),
  });
}

function testEntry({ file, name, outcome }: JudgedTest): Markup {
  return markup`<li>${badge(`test-${outcome}`, OUTCOME_WORDS[outcome])} <code>${file}</code>${name === undefined ? '' : markup` <q>${name}</q>`}</li>`;
}

function duties({ duties: all }: JudgedControl): Piece {
  if (all.length === 0) return '';
  return markup`<div class="duties"><h4>What the customer does</h4>
<ul>${all.map(({ does, keeps }) => markup`<li>${does} <span class="keeps"><b>Keeps:</b> ${keeps}</span></li>`)}</ul></div>`;
}

function others({ alsoCitedBy, configRules }: JudgedControl): readonly Piece[] {
  return [
    codes(
      alsoCitedBy,
      'Rules that also cite it',
      'They ran and name this paragraph, but are no proof of it: not counted.',
    ),
    codes(
      configRules,
      'AWS Config rules that watch it',
      'They look at the account once the zone runs. Nothing of them is known here.',
    ),
  ];
}

function codes(names: readonly string[], title: string, explains: string): Piece {
  if (names.length === 0) return '';
  return markup`<div class="codes"><h4>${title}</h4><p>${explains}</p><ul>${names.map((name) => markup`<li><code>${name}</code></li>`)}</ul></div>`;
}
