import type { Markup, Piece } from '../../../lambda/shared/markup';
import { markup } from '../../../lambda/shared/markup';
import { findingId } from '../../compliance/evaluation';
import { distinctAcknowledgements, openRows, settingsLines } from '../../compliance/summary';
import { failing } from '../failing';
import { CONFIG } from '../config-file';
import type { EvidenceModel, EvidenceSource } from '../model';
import { GIVEN } from '../tests/given';
import { statusBar } from './status-bar';
import { part, statusBadge, table } from './parts';
import { counted, STATUS_MEANINGS, testCounts } from './words';
import { NOT_COVERED } from './not-covered';
import { statusCounts } from './status-counts';

/** The first page: whose zone, made of what, what was shown, and what is open. */
export function summary(model: EvidenceModel): Markup {
  return part(
    'summary',
    'Summary',
    markup`${open(model)}
<div class="columns">${who(model)}${made(model)}</div>
${controlCounts(model)}
${checks(model)}
<div class="not-covered"><h3>What this page does not cover</h3>
<ul>${NOT_COVERED.map((line) => markup`<li>${line}</li>`)}</ul></div>`,
  );
}

/** Nothing is open. Green only where all that the zone does is shown: how much is not, is said first. */
function calm({ controls }: EvidenceModel): Markup {
  const ours = controls.filter(({ doneBy }) => doneBy === 'code' || doneBy === 'shared');
  const shown = ours.filter(
    ({ status }) => status === 'shown' || status === 'shown-with-exceptions',
  ).length;
  return markup`<div class="verdict ${shown === ours.length ? 'calm' : 'so-far'}"><p><b>No open finding.</b> Every rule that ran passed or was acknowledged, and no control fails. <b>${shown} of ${counted(ours.length, 'control')}</b> of which the zone does something ${shown === 1 ? 'is' : 'are'} shown. That says what these checks looked for in these templates; it does not say that anybody complies with the law.</p></div>`;
}

/** What is open comes before everything else; that nothing is open is said with what it does not mean. */
function open(model: EvidenceModel): Markup {
  if (failing(model).length === 0) return calm(model);
  const { problems, ledger, controls, tests } = model;
  const rows = openRows(ledger.rows);
  const failed = controls.filter(({ status }) => status === 'failing');
  const failedTests = (tests?.tests ?? []).filter(({ outcome }) => outcome === 'failed');
  return markup`<div class="verdict alarm"><h3>Open</h3>
${problems.length === 0 ? '' : markup`<ul>${problems.map((problem) => markup`<li>${problem}</li>`)}</ul>`}
${
  failed.length === 0
    ? ''
    : markup`<p>${counted(failed.length, 'control fails', 'controls fail')}:</p>
<ul>${failed.map(({ oscalId, citation, title }) => markup`<li><a href="#${oscalId}">${citation}</a> ${title}</li>`)}</ul>`
}
${failedTests.length === 0 ? '' : markup`<p><a href="#tests">${counted(failedTests.length, 'test')} failed</a>.</p>`}
${
  rows.length === 0
    ? ''
    : table({
        caption: 'Open findings',
        columns: ['Rule', 'Resource', 'Type', 'What it says'],
        rows: rows.map((row) => [
          markup`<code>${findingId(row)}</code>`,
          markup`<code>${row.path}</code>`,
          row.type,
          row.reason,
        ]),
      })
}</div>`;
}

function who({ config, ledger }: EvidenceModel): Markup {
  const { organization } = config;
  const person = ({ name, email }: { readonly name: string; readonly email: string }): Markup =>
    markup`${name}<br><span class="mail">${email}</span>`;
  return facts('Whose zone', [
    ['Organization', organization.name],
    ['Security official', person(organization.securityOfficial)],
    ['Privacy official', person(organization.privacyOfficial)],
    ['Zone', markup`${config.name} <span class="kind">${ledger.profile}</span>`],
    ['Account', config.account],
    ['Region', config.region],
  ]);
}

const DATED: Readonly<Record<EvidenceSource['dated'], string>> = {
  commit: 'Date of the commit',
  SOURCE_DATE_EPOCH: 'Date that whoever made the pack set (SOURCE_DATE_EPOCH)',
  nothing: 'Date (none is known)',
};

function made({ source, inputs, zone, tests }: EvidenceModel): Markup {
  const known = (value: string): string => (value === '' ? 'not known' : value);
  const hash = (value: string): Markup =>
    markup`<span class="kind">SHA-256</span> <code class="commit">${value}</code>`;
  return facts('Made from', [
    ['Version', known(source.version)],
    ['Commit', markup`<code class="commit">${known(source.commit)}</code>`],
    [DATED[source.dated], known(source.date)],
    ['Config', markup`<a href="./${CONFIG}">${CONFIG}</a> ${hash(inputs.config)}`],
    ['Stacks', String(zone.stacks.length)],
    ['Resources', zone.resources.length.toLocaleString('en-US')],
    [
      'Test results',
      tests === undefined
        ? 'none given: every test counts as not run'
        : markup`<a href="#tests">${testCounts(tests.run)}</a>, begun ${tests.run.started} ${hash(tests.run.sha256)}`,
    ],
    ['Answers to checklists', inputs.answers === undefined ? 'none given' : hash(inputs.answers)],
  ]);
}

function facts(title: string, all: readonly (readonly [string, Piece])[]): Markup {
  return markup`<div class="facts"><h3>${title}</h3>
<dl>${all.map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl></div>`;
}

function controlCounts({ controls, tests }: EvidenceModel): Markup {
  const counts = statusCounts(controls);
  return markup`<h3>Controls</h3>
<p>${counted(controls.length, 'citation')} of 45 CFR part 164, each with what the templates show of it.${tests === undefined ? ' No test results were given: what only tests show counts as not shown.' : ` What only tests show rests on their results: ${testCounts(tests.run)}, begun ${tests.run.started}. ${GIVEN}`}</p>
${statusBar(counts)}
${table({
  caption: 'Controls by state',
  columns: ['State', 'Controls', 'What it means'],
  rows: counts.map(({ status, count }) => [
    markup`<a class="plain" href="#controls" data-show-status="${status}">${statusBadge(status)}</a>`,
    count,
    STATUS_MEANINGS[status],
  ]),
})}`;
}

function checks({ ledger }: EvidenceModel): Markup {
  const { rows, packs } = ledger;
  const count = (wanted: string): string =>
    rows.filter(({ verdict }) => verdict === wanted).length.toLocaleString('en-US');
  return markup`<h3>Checks</h3>
<p>A check is one rule on one resource to which it applies. ${counted(rows.length, 'check')}: ${openRows(rows).length.toLocaleString('en-US')} open, ${count('acknowledged')} acknowledged (${counted(distinctAcknowledgements(rows).size, 'finding')}: what several packs find is one), ${count('compliant')} passed. All of them: <a href="./checks.csv">checks.csv</a>.</p>
${table({
  caption: 'Packs that ran',
  columns: ['Pack', 'Version', 'Rules', 'Resources', 'Checks', 'Acknowledged', 'Open'],
  rows: packs.map((pack) => {
    const own = rows.filter((row) => row.pack === pack.name);
    return [
      pack.name,
      pack.version,
      pack.rules.toLocaleString('en-US'),
      pack.resources.toLocaleString('en-US'),
      own.length.toLocaleString('en-US'),
      own.filter(({ verdict }) => verdict === 'acknowledged').length.toLocaleString('en-US'),
      openRows(own).length.toLocaleString('en-US'),
    ];
  }),
})}
${settingsLines(ledger).map((line) => markup`<p>${line}</p>`)}`;
}
