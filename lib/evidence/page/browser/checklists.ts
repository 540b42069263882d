import type { ChecklistAnswer } from '../../checklist';
import type { PageData } from '../page-data';
import { progressOf } from '../progress';
import { readAnswers, writeAnswers } from './answers';
import { all, element, only, shownOf } from './dom';
import { kept } from './storage';

/** An item of a list, with its fields. */
interface Item {
  readonly id: string;
  readonly radios: readonly HTMLInputElement[];
  readonly note: HTMLTextAreaElement;
  /** Says that the answer is not that of the pack. */
  readonly mark: HTMLElement;
}

type Answers = ReadonlyMap<string, ChecklistAnswer>;

/**
 * Keeps what people answer, shows how far they are, saves and loads it. What the pack says stands there
 * until somebody changes it, and what is changed is marked: the pack was signed, a browser was not.
 */
export function checklists({ zone, answersKey }: Pick<PageData, 'zone' | 'answersKey'>): void {
  const section = only(document, '#checklists', HTMLElement);
  const items = all(section, 'fieldset[data-item]', HTMLFieldSetElement).map(itemOf);
  const lists = all(section, '.checklist', HTMLElement);
  const known = new Set(items.map(({ id }) => id));
  const ofPack = new Map(items.map((item) => [item.id, packAnswer(item)]));
  const store = kept(answersKey);
  const status = only(section, '[role=status]', HTMLElement);
  const offer = only(section, '.offer', HTMLElement);
  const say = (...lines: readonly string[]): void => {
    status.replaceChildren(...lines.map((line) => element('span', {}, line)));
  };
  const changed = (): Answers => others(answersIn(items), ofPack);
  /** What this browser kept, and nobody has loaded. */
  let waiting: Answers = new Map();
  const wait = (answers: Answers): void => {
    waiting = answers;
    offer.hidden = answers.size === 0;
    only(offer, 'p', HTMLElement).textContent =
      `This browser has other answers of ${shownOf(answers.size, answers.size, 'item')} than this pack. They are not shown:`;
  };
  const show = (): void => {
    const own = changed();
    for (const { id, mark } of items) mark.hidden = !own.has(id);
    showProgress(lists);
  };
  const keep = (): void => {
    show();
    const own = new Map([...waiting, ...changed()]);
    if (own.size === 0) store.forget();
    else if (!store.write(writeAnswers(own))) {
      say(
        'This browser keeps nothing for this page: save the answers as a file before you close it.',
      );
    }
  };
  const fill = (answers: Answers): void => {
    for (const item of items) setAnswer(item, answers.get(item.id));
  };
  const save = only(section, '[data-save]', HTMLButtonElement);

  wait(others(readAnswers(store.read() ?? '', known).answers, ofPack));
  // A browser may fill in by itself what stood there before a reload: before the script runs, or after.
  fill(ofPack);
  show();
  window.addEventListener('pageshow', show);
  for (const item of items) {
    for (const field of [...item.radios, item.note]) field.addEventListener('input', keep);
  }
  only(offer, '[data-take]', HTMLButtonElement).addEventListener('click', () => {
    fill(new Map([...waiting, ...changed()]));
    wait(new Map());
    keep();
    say('Loaded. Each answer that is not in the pack is marked.');
    save.focus();
  });
  only(offer, '[data-drop]', HTMLButtonElement).addEventListener('click', () => {
    wait(new Map());
    keep();
    say('Forgotten.');
    save.focus();
  });
  save.addEventListener('click', () => {
    download(`hlz-${zone}-answers.json`, writeAnswers(answersIn(items)));
    say(`Saved ${items.length} answers.`);
  });
  only(section, '[data-forget]', HTMLButtonElement).addEventListener('click', () => {
    wait(new Map());
    fill(ofPack);
    keep();
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
    mark: only(fields, '.not-in-pack', HTMLElement),
  };
}

function stateOf(chosen: HTMLInputElement | undefined): ChecklistAnswer['state'] {
  const value = chosen?.value;
  return value === 'done' || value === 'not-applicable' ? value : 'open';
}

function stateIn({ radios }: Item): ChecklistAnswer['state'] {
  return stateOf(radios.find(({ checked }) => checked));
}

/** What the page was written with, whatever stands in the fields by now. */
function packAnswer({ radios, note }: Item): ChecklistAnswer {
  return {
    state: stateOf(radios.find(({ defaultChecked }) => defaultChecked)),
    note: note.defaultValue,
  };
}

function answersIn(items: readonly Item[]): Answers {
  return new Map(items.map((item) => [item.id, { state: stateIn(item), note: item.note.value }]));
}

/** Those that differ from the answers of the pack. */
function others(answers: Answers, ofPack: Answers): Answers {
  return new Map(
    [...answers].filter(([id, { state, note }]) => {
      const own = ofPack.get(id);
      return own?.state !== state || own.note !== note;
    }),
  );
}

function setAnswer({ radios, note }: Item, answer: ChecklistAnswer | undefined): void {
  if (answer === undefined) return;
  for (const radio of radios) radio.checked = radio.value === answer.state;
  note.value = answer.note;
}

function showProgress(lists: readonly HTMLElement[]): void {
  for (const list of lists) {
    const items = all(list, 'fieldset[data-item]', HTMLFieldSetElement).map(itemOf);
    const { done, applicable, says } = progressOf(items.map(stateIn));
    const foreign = items.filter(({ mark }) => !mark.hidden).length;
    const bar = only(list, 'progress', HTMLProgressElement);
    bar.max = Math.max(applicable, 1);
    bar.value = done;
    only(list, '.progress output', HTMLOutputElement).textContent =
      foreign === 0 ? says : `${says}; ${foreign} not in the pack`;
  }
}

function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  element('a', { href: address, download: name }).click();
  URL.revokeObjectURL(address);
}
