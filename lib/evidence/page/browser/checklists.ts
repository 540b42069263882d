import type { Answer } from './answers';
import { readAnswers, writeAnswers } from './answers';
import { all, element, only } from './dom';
import { kept } from './storage';

/** An item of a list, with its fields. */
interface Item {
  readonly id: string;
  readonly radios: readonly HTMLInputElement[];
  readonly note: HTMLInputElement;
}

/** Keeps what people answer, shows how far they are, saves and loads it. */
export function checklists(zone: string): void {
  const section = only(document, '#checklists', HTMLElement);
  const items = all(section, 'fieldset[data-item]', HTMLFieldSetElement).map(itemOf);
  const known = new Set(items.map(({ id }) => id));
  const ofPack = answersIn(items);
  const store = kept(`hlz-evidence:${zone}`);
  const status = only(section, '[role=status]', HTMLElement);
  const say = (...lines: readonly string[]): void => {
    status.replaceChildren(...lines.map((line) => element('span', {}, line)));
  };
  const keep = (): void => {
    progress(section);
    if (store.write(writeAnswers(answersIn(items)))) return;
    say(
      'This browser keeps nothing for this page: save the answers as a file before you close it.',
    );
  };
  const fill = (answers: ReadonlyMap<string, Answer>): void => {
    for (const item of items) setAnswer(item, answers.get(item.id));
    progress(section);
  };

  const before = store.read();
  if (before !== undefined) fill(readAnswers(before, known).answers);
  for (const item of items) {
    for (const field of [...item.radios, item.note]) field.addEventListener('input', keep);
  }
  only(section, '[data-save]', HTMLButtonElement).addEventListener('click', () => {
    download(`hlz-${zone}-answers.json`, writeAnswers(answersIn(items)));
    say(`Saved ${items.length} answers.`);
  });
  only(section, '[data-forget]', HTMLButtonElement).addEventListener('click', () => {
    store.forget();
    fill(ofPack);
    say('These are the answers of the pack again.');
  });
  const file = only(section, 'input[type=file]', HTMLInputElement);
  file.addEventListener('change', () => {
    const [chosen] = file.files ?? [];
    if (chosen === undefined) return;
    chosen.text().then(
      (text) => {
        const { answers, problems } = readAnswers(text, known);
        if (answers.size > 0) fill(new Map([...answersIn(items), ...answers]));
        keep();
        say(`Took over ${answers.size} answers of ${chosen.name}.`, ...problems);
        file.value = '';
      },
      () => say(`${chosen.name} could not be read.`),
    );
  });
}

function itemOf(fields: HTMLFieldSetElement): Item {
  return {
    id: fields.dataset['item'] ?? '',
    radios: all(fields, 'input[type=radio]', HTMLInputElement),
    note: only(fields, '.answer-note input', HTMLInputElement),
  };
}

function answersIn(items: readonly Item[]): ReadonlyMap<string, Answer> {
  return new Map(
    items.map(({ id, radios, note }) => {
      const chosen = radios.find(({ checked }) => checked)?.value;
      const state = chosen === 'done' || chosen === 'not-applicable' ? chosen : 'open';
      return [id, { state, note: note.value }];
    }),
  );
}

function setAnswer({ radios, note }: Item, answer: Answer | undefined): void {
  if (answer === undefined) return;
  for (const radio of radios) radio.checked = radio.value === answer.state;
  note.value = answer.note;
}

/** What does not apply counts neither as done nor as missing. */
function progress(section: HTMLElement): void {
  for (const list of all(section, '.checklist', HTMLElement)) {
    const chosen = all(list, 'input[type=radio]', HTMLInputElement)
      .filter(({ checked }) => checked)
      .map(({ value }) => value);
    const done = chosen.filter((value) => value === 'done').length;
    const applicable = chosen.filter((value) => value !== 'not-applicable').length;
    const bar = only(list, 'progress', HTMLProgressElement);
    bar.max = Math.max(applicable, 1);
    bar.value = applicable === 0 ? 1 : done;
    only(list, '.progress output', HTMLOutputElement).textContent = progressWords(done, applicable);
  }
}

function progressWords(done: number, applicable: number): string {
  return applicable === 0
    ? 'nothing applies'
    : `${Math.floor((done / applicable) * 100)} %: ${done} of ${applicable} done`;
}

function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  element('a', { href: address, download: name }).click();
  URL.revokeObjectURL(address);
}
