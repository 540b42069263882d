import type { PageData } from '../page-data';
import { DATA_ID, INTERACTIVE_MARK } from '../page-data';
import { checklists } from './checklists';
import { all, only } from './dom';
import { fillControl } from './drill-down';
import { links } from './links';
import { matrix } from './matrix';
import { FOR_PRINT, printing } from './printing';
import { tables } from './tables';
import { theme } from './theme';

let read: PageData | undefined;

/** What the generator wrote (`collect.ts`), read when it is first needed. */
function data(): PageData {
  read ??= JSON.parse(only(document, `#${DATA_ID}`, HTMLElement).textContent) as PageData;
  return read;
}

theme();
// What does nothing without this script is shown by it.
for (const part of all(document, '.scripted', HTMLElement)) part.hidden = false;
for (const control of all(document, 'details.control', HTMLDetailsElement)) {
  control.addEventListener('toggle', () => {
    if (control.open && !control.classList.contains(FOR_PRINT)) fillControl(control, data());
  });
}
const { clear } = matrix(data);
tables();
checklists(data());
printing();
links(clear);
performance.mark(INTERACTIVE_MARK);
