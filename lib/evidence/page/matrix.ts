import type { Markup } from '../../../lambda/shared/markup';
import { markup } from '../../../lambda/shared/markup';
import type { JudgedControl } from '../../controls/judged';
import { controlEntry } from './control';
import { grouped, part } from './parts';
import { counted, DONE_BY_WORDS, sectionOf, sectionTitle, STATUS_WORDS, TYPE_WORDS } from './words';

/** Every control by section of the rule, with filter and search. */
export function matrix(controls: readonly JudgedControl[]): Markup {
  const sections = grouped(controls, ({ citation }) => sectionOf(citation));
  return part(
    'controls',
    'Control matrix',
    markup`<p>Every citation of the Security Rule and the Breach Notification Rule (45 CFR part 164, subparts C and D). What it asks is said in our words; the text that counts is that of the eCFR. Open a line to see what stands behind it.</p>
${filters(
  controls,
  sections.map(([section]) => section),
)}
${sections.map(
  ([section, own]) => markup`<section class="rule-section" aria-labelledby="section-${section}">
<h3 id="section-${section}"><span class="cite">${section}</span> ${sectionTitle(section)} <span class="count">${counted(own.length, 'row')}</span></h3>
<ul class="rows">
${own.map(controlEntry)}</ul></section>
`,
)}
<p class="empty" hidden>No control matches. <button type="button" data-clear>Clear the filters</button></p>`,
  );
}

function filters(controls: readonly JudgedControl[], sections: readonly string[]): Markup {
  const total = counted(controls.length, 'control');
  return markup`<form class="filters scripted" role="search" aria-label="Controls" hidden>
<label class="search">Search <input type="search" name="search" autocomplete="off" spellcheck="false" placeholder="164.312(b), a rule, a resource, a word"></label>
${select('status', 'Status', presentIn(controls, 'status', STATUS_WORDS))}
${select('by', 'Done by', presentIn(controls, 'doneBy', DONE_BY_WORDS))}
${select('type', 'Type', presentIn(controls, 'type', TYPE_WORDS))}
${select(
  'section',
  'Section',
  sections.map((section) => [section, `${section} ${sectionTitle(section)}`]),
)}
<span class="buttons"><button type="button" data-clear>Clear</button> <button type="button" data-open>Open or close all shown</button></span>
<output name="count">${total}</output>
</form>`;
}

/** Words of what occurs at all: a choice that shows nothing is none. */
function presentIn<K extends 'status' | 'doneBy' | 'type'>(
  controls: readonly JudgedControl[],
  key: K,
  words: Readonly<Record<JudgedControl[K], string>>,
): readonly (readonly [string, string])[] {
  const present = new Set<string>(controls.map((control) => control[key]));
  return Object.entries<string>(words).filter(([value]) => present.has(value));
}

function select(
  name: string,
  label: string,
  options: readonly (readonly [string, string])[],
): Markup {
  return markup`<label>${label} <select name="${name}"><option value="">All</option>${options.map(([value, word]) => markup`<option value="${value}">${word}</option>`)}</select></label>`;
}
