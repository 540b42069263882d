import type { DataType } from '../../../../lambda/access/vocabulary';
import type { Role } from '../../../../lambda/identity/roles';

/**
 * What the privacy officer signs, as it was asked for: a copy, word by word, of the table that the
 * hospital gave. Nothing here is read from the policies.
 */
const ASKED = `
| data type | attending physician | nurse practitioner | nurse | medical assistant | billing | front desk | patient (own record) | researcher |
|---|---|---|---|---|---|---|---|---|
| demographics | rw | rw | r | r | r | rw | r | - |
| insurance | r | r | - | - | rw | r | r | - |
| billing codes | r | r | - | - | rw | - | r | - |
| diagnoses | rw | rw | r | - | - | - | r | de-identified |
| medications | rw | rw | r | r | - | - | r | de-identified |
| prescriptions | rw | rw | r | - | - | - | r | - |
| lab results | rw | rw | r | - | - | - | r | de-identified |
| vitals | rw | rw | rw | rw | - | - | r | de-identified |
| allergies | rw | rw | rw | r | - | - | r | - |
| notes | rw | rw | rw | - | - | - | r | - |
| imaging | rw | rw | r | - | - | - | r | - |
`;

export type Cell = '-' | 'r' | 'rw' | 'de-identified';

const ROWS = ASKED.trim()
  .split('\n')
  .map((line) => line.slice(1, -1).split('|'))
  .map((cells) => cells.map((cell) => cell.trim()));

const [HEAD = [], , ...BODY] = ROWS;

/** What stands in the table; nothing for a role without a column. */
export function asked(role: Role, dataType: DataType): Cell {
  const word = (text: string): string => text.replace(' (own record)', '').replaceAll(' ', '-');
  const column = HEAD.findIndex((cell) => word(cell) === role);
  const cell = BODY.find(([name = '']) => word(name) === dataType)?.[column] ?? '-';
  if (cell === '-' || cell === 'r' || cell === 'rw' || cell === 'de-identified') return cell;
  throw new Error(`the table says ${cell} of ${dataType} to ${role}`);
}
