import { CLINICAL_ROLES, ROLES } from '../../../lambda/identity/roles';
import { asked } from './support/matrix';
import { holdToMatrix } from './support/hold-to-matrix';
import { DATA_TYPES } from '../../../lambda/shared/audit/vocabulary';

const NO_PHI = ['auditor', 'privacy-officer', 'it-administrator'] as const;

holdToMatrix([...NO_PHI, 'service']);

it('leaves no role out', () => {
  const others = ['billing', 'front-desk', 'patient', 'researcher'];
  expect([...CLINICAL_ROLES, ...others, ...NO_PHI].toSorted()).toEqual(ROLES.toSorted());
});

it('reads the table that was asked for', () => {
  for (const role of NO_PHI) {
    expect(DATA_TYPES.map((dataType) => asked(role, dataType)).join('')).toMatch(/^-+$/);
  }
  const cells = ROLES.flatMap((role) => DATA_TYPES.map((dataType) => asked(role, dataType)));
  const count = (cell: string): number => cells.filter((other) => other === cell).length;
  expect({ rw: count('rw'), r: count('r'), deidentified: count('de-identified') }).toEqual({
    rw: 25,
    r: 26,
    deidentified: 4,
  });
});
