import { all } from './dom';

/** Mark of what is opened for the printer alone: of such a control paper has the duties, and what implements it with its status. */
export const FOR_PRINT = 'for-print';

/** Opens what paper needs, and closes it afterwards. */
export function printing(): void {
  window.addEventListener('beforeprint', () => {
    for (const folded of all(document, '.control, .register, .checklist', HTMLDetailsElement)) {
      if (folded.open) continue;
      folded.classList.add(FOR_PRINT);
      folded.open = true;
    }
  });
  window.addEventListener('afterprint', () => {
    for (const folded of all(document, `details.${FOR_PRINT}`, HTMLDetailsElement)) {
      folded.classList.remove(FOR_PRINT);
      folded.open = false;
    }
  });
}
