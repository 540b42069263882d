import type { Faults } from '../../lambda/phi/backfill/state';
import { number } from '../ledger/reporter';
import type { Followed } from '../phi/backfill/follow';
import type { Plan } from '../phi/backfill/here';
import { EXIT } from './command';

/** How a run ended that could do its work. */
export type End = Exclude<Followed | Plan, { readonly outcome: 'refused' }>;

/** What the command exits with. */
export function exitCodeOf(end: End): number {
  if (end.outcome === 'planned') return EXIT.ok;
  if (end.outcome === 'done') return end.verified ? EXIT.ok : EXIT.problems;
  return EXIT.unfinished;
}

const FAULTS: Readonly<Record<keyof Faults, string>> = {
  missing:
    'have a value and no encrypted one: the application writes plain values meanwhile; let it write both, then run again',
  withoutPatient:
    'have no record number as the API takes it (1 to 64 letters, digits and ._:/#-): mend them, then run again',
  tooLarge: 'have a value of more than 262,144 bytes: encrypt them another way, in parts',
  undecryptable:
    'have an encrypted value that does not decrypt for their patient: find out why, then run again with --repair',
  different:
    'have an encrypted value of something else: find out who wrote it, then run again with --repair',
  withoutPlain:
    'have an encrypted value and no plain one, which may be the only one, so that nothing takes it away: let the application write both until the plain column goes',
};

/** What it says at the end. SQL is a line with lines of its own. */
export function linesOf(end: End): readonly string[] {
  switch (end.outcome) {
    case 'planned':
      return [
        `${number(end.rows)} rows would be encrypted. Nothing was changed.`,
        ...(end.setUp === '' ? [] : ['First this would be run:', '', end.setUp]),
      ];
    case 'done':
      return [
        ...Object.entries(FAULTS)
          .map(([fault, text]) => [end.faults[fault as keyof Faults], text] as const)
          .filter(([rows]) => rows > 0)
          .map(([rows, text]) => `${number(rows)} rows ${text}.`),
        ...(end.verified
          ? lastLines(end.compared, end.final)
          : ['Not all is encrypted and right.']),
        '',
        '-- To take all of it back:',
        end.undo,
      ];
    case 'stopped':
      return ['Interrupted. Run the same command again: it goes on where it stopped.'];
    default:
      return [`${end.message} Run the same command again: it goes on where it stopped.`];
  }
}

function lastLines(compared: boolean, final = ''): readonly string[] {
  return [
    compared
      ? 'All is encrypted, and was compared.'
      : 'All is encrypted, by form and length: nobody decrypted it. Let who may see the values read some.',
    '',
    '-- When the application reads the encrypted column alone, and a backup can be restored:',
    final,
  ];
}
