import { accessExplainCommand } from './access-explain';
import { accessMatrixCommand } from './access-matrix';
import { commandGroup } from './group';

/** `hlz access` */
export const accessCommand = commandGroup({
  name: 'access',
  summary: 'Explain who may do what, from the access policies.',
  moment: 'Operate',
  about: `For the privacy officer who signs the access matrix, and whoever wonders why something was denied.
docs/access.md says how decisions are made.`,
  subcommands: [accessExplainCommand, accessMatrixCommand],
});
