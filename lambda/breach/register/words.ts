import { ChangeRefusedError } from '../errors';
import type { Change } from './incident';
import { named } from './named';

/** Fewest characters of a finding in words, as of the reason for breaking the glass, and letters among them. */
const LEAST = { characters: 20, letters: 10 } as const;

/**
 * The burden of proof is on who says that it was no breach (45 CFR 164.414(b)): "n/a" proves nothing. Texts that
 * stand in the register already are not asked for more.
 *
 * @throws ChangeRefusedError that names the fields
 */
export function checkWords(change: Change): void {
  const short = Object.entries(findingsIn(change))
    .filter(([, text]) => !saysSomething(text))
    .map(([field]) => field);
  if (short.length === 0) return;
  throw new ChangeRefusedError(
    'finding-too-short',
    `A finding is written for a stranger who reads it in five years, in at least ${String(LEAST.characters)} characters, ${String(LEAST.letters)} of them letters: say more in ${named(short)}.`,
  );
}

function findingsIn(change: Change): Readonly<Record<string, string>> {
  switch (change.kind) {
    case 'safe-harbor':
    case 'exclusion':
      return { rationale: change.finding.rationale };
    case 'assessment':
      return { ...change.finding.factors, rationale: change.finding.rationale };
    default:
      return {};
  }
}

/** Space and what cannot be seen says nothing, so runs of it count as one character. */
function saysSomething(text: string): boolean {
  const said = text.replaceAll(/[\p{C}\p{Z}]+/gu, ' ').trim();
  const letters = said.match(/\p{L}/gu) ?? [];
  return Array.from(said).length >= LEAST.characters && letters.length >= LEAST.letters;
}
