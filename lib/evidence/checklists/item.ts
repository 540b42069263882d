import type { ChecklistItem } from '../checklist';

/** An item: what to do, what to keep of it, and the paragraphs of 45 CFR that it answers to. */
export function item(
  id: string,
  does: string,
  keeps: string,
  ...citations: readonly string[]
): ChecklistItem {
  return { id, asks: `${does} Keep: ${keeps}.`, citations };
}
