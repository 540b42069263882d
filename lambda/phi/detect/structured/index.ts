import type { Finding } from '../finding';
import { elements } from './elements';
import { hl7 } from './hl7';
import { inserts, tables } from './tables';
import { x12 } from './x12';

/** What is told by the place of a value in a text with a structure, whatever the value looks like. */
export function structured(text: string): readonly Finding[] {
  return [...hl7(text), ...x12(text), ...tables(text), ...inserts(text), ...elements(text)];
}
