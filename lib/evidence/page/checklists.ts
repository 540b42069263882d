import type { Markup } from '../../../lambda/shared/markup';
import { markup } from '../../../lambda/shared/markup';
import type { Checklist, ChecklistAnswer, ChecklistAnswers, ChecklistItem } from '../checklist';
import { LONGEST_NOTE } from './page-data';
import { part } from './parts';
import { progressOf } from './progress';

type Answers = ChecklistAnswers['answers'];

const STATES: readonly (readonly [ChecklistAnswer['state'], string])[] = [
  ['done', 'Done'],
  ['not-applicable', 'Not applicable'],
  ['open', 'Open'],
];

/** What people answer, with how far they are. */
export function checklists(lists: readonly Checklist[], answers: Answers): Markup {
  return part(
    'checklists',
    'Checklists',
    markup`<p>What no template can show. A person answers; the pack only keeps it. Write where the proof is or why it does not apply, and never anything of a patient.</p>
<div class="keeping scripted" hidden>
<p>What you change is kept in this browser, for this pack alone, and is no part of the pack: each such answer is marked. Save them as a file for the next pack: <code>--answers</code> of <code>hlz evidence</code> reads it.</p>
<div class="offer" hidden><p></p><p class="buttons"><button type="button" data-take>Load them</button> <button type="button" data-drop>Forget them</button></p></div>
<p class="buttons"><button type="button" data-save>Save answers</button> <button type="button" data-load>Load answers</button> <button type="button" data-forget>Back to the answers of this pack</button></p>
<p role="status" class="said"></p>
</div>
${lists.map((list) => checklist(list, answers))}`,
  );
}

function checklist({ id, title, explains, items }: Checklist, answers: Answers): Markup {
  const states = items.map((item) => answers[item.id]?.state ?? 'open');
  const { done, applicable, says } = progressOf(states);
  return markup`<details class="checklist" id="checklist-${id}">
<summary><h3>${title}</h3> <span class="progress"><progress max="${Math.max(applicable, 1)}" value="${done}" aria-label="${title}"></progress> <output>${says}</output></span></summary>
<p>${explains}</p>
<ol>
${items.map((item) => entry(item, answers[item.id] ?? { state: 'open', note: '' }))}</ol>
</details>
`;
}

function entry({ id, asks, citations }: ChecklistItem, { state, note }: ChecklistAnswer): Markup {
  const choices = STATES.map(
    ([value, word]) =>
      markup`<label><input type="radio" name="${id}" value="${value}"${value === state ? markup` checked` : ''}> ${word}</label>`,
  );
  return markup`<li><fieldset data-item="${id}"><legend>${asks}${citations.length === 0 ? '' : markup` <span class="cite">${citations.join(', ')}</span>`}</legend>
<p class="not-in-pack" hidden>Not in the pack: answered in this browser.</p>
<div class="choices">${choices}</div>
<label class="answer-note">Note <textarea rows="1" maxlength="${LONGEST_NOTE}">${note}</textarea></label>
</fieldset></li>
`;
}
