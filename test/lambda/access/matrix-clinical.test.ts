import { CLINICAL_ROLES } from '../../../lambda/identity/roles';
import { holdToMatrix } from './support/hold-to-matrix';

holdToMatrix(CLINICAL_ROLES);
