import { holdToMatrix } from './support/hold-to-matrix';

// With those of matrix-clinical.test.ts, everybody. Apart, since each takes seconds.
holdToMatrix(['billing', 'front-desk', 'patient', 'researcher']);
