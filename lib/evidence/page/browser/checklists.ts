import type { ChecklistAnswer } from '../../checklist';
import { progressOf } from '../progress';
import { readAnswers, writeAnswers } from './answers';
import { all, element, only } from './dom';
import { kept } from './storage';

/** An item of a list, with its fields. */
interface Item {
  readonly id: string;
  readonly radios: readonly HTMLInputElement[];
  readonly note: HTMLTextAreaElement;
}

/** Keeps what people answer, shows how far they are, saves and loads it. */
export function checklists(zone: string): void {
  const section = only(document, '#checklists', HTMLElement);
  const items = all(section, 'fieldset[data-item]', HTMLFieldSetElement).map(itemOf);
  const lists = all(section, '.checklist', HTMLElement);
  const known = new Set(items.map(({ id }) => id));
  const ofPack = answersIn(items);
  const store = kept(`hlz-evidence:${zone}`);
  const status = only(section, '[role=status]', HTMLElement);
  const say = (...lines: readonly string[]): void => {
    status.replaceChildren(...lines.map((line) => element('span', {}, line)));
  };
  const keep = (): void => {
    showProgress(lists);
    if (store.write(writeAnswers(answersIn(items)))) return;
    say(
      'This browser keeps nothing for this page: save the answers as a file before you close it.',
    );
  };
  const fill = (answers: ReadonlyMap<string, ChecklistAnswer>): void => {
    for (const item of items) setAnswer(item, answers.get(item.id));
    showProgress(lists);
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
  const take = (text: string, name: string): void => {
    const { answers, problems } = readAnswers(text, known);
    fill(answers);
    say(`Took over ${answers.size} answers of ${name}.`, ...problems);
    keep();
  };
  only(section, '[data-load]', HTMLButtonElement).addEventListener('click', () => {
    const chooser = element('input', { type: 'file', accept: 'application/json,.json' });
    chooser.addEventListener('change', () => {
      const [file] = chooser.files ?? [];
      file?.text().then(
        (text) => take(text, file.name),
        () => say(`${file.name} could not be read.`),
      );
    });
    chooser.click();
  });
}

function itemOf(fields: HTMLFieldSetElement): Item {
  return {
    id: fields.dataset['item'] ?? '',
    radios: all(fields, 'input[type=radio]', HTMLInputElement),
    note: only(fields, '.answer-note textarea', HTMLTextAreaElement),
  };
}

function stateOf({ radios }: Item): ChecklistAnswer['state'] {
  const chosen = radios.find(({ checked }) => checked)?.value;
  return chosen === 'done' || chosen === 'not-applicable' ? chosen : 'open';
}

function answersIn(items: readonly Item[]): ReadonlyMap<string, ChecklistAnswer> {
  return new Map(items.map((item) => [item.id, { state: stateOf(item), note: item.note.value }]));
}

function setAnswer({ radios, note }: Item, answer: ChecklistAnswer | undefined): void {
  if (answer === undefined) return;
  for (const radio of radios) radio.checked = radio.value === answer.state;
  note.value = answer.note;
}

function showProgress(lists: readonly HTMLElement[]): void {
  for (const list of lists) {
    const items = all(list, 'fieldset[data-item]', HTMLFieldSetElement).map(itemOf);
    const { done, applicable, says } = progressOf(items.map(stateOf));
    const bar = only(list, 'progress', HTMLProgressElement);
    bar.max = Math.max(applicable, 1);
    bar.value = done;
    only(list, '.progress output', HTMLOutputElement).textContent = says;
  }
}

function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  element('a', { href: address, download: name }).click();
  URL.revokeObjectURL(address);
}
