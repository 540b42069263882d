import { IDENTIFIER_OF } from '../../../bench/phi/corpus/labelled';
import { STRUCTURED } from '../../../bench/phi/corpus/labelled';
import type { Score, Share } from '../../../bench/phi/score';
import { GOLD_KINDS, percent, pooled } from '../../../bench/phi/score';
import { markdown } from '../../../lib/markdown';

export const START =
  '<!-- recall: written by `UPDATE_DOCS=1 npx jest test/bench/phi`. Do not edit. -->\n';
export const END = '<!-- end of recall -->';

/** The table of docs/de-identification.md. */
export function recallTable(development: Score, scored: Score): string {
  const rows = GOLD_KINDS.map((kind) => [
    `${kind}${STRUCTURED.includes(kind) ? ' *' : ''}`,
    shown(pooled(development.recall, [kind])),
    shown(pooled(scored.recall, [kind])),
    String(pooled(scored.recall, [kind]).of),
    shown(pooled(scored.precision, [IDENTIFIER_OF[kind]])),
  ]);
  const all = (of: Score): string => shown(pooled(of.recall, STRUCTURED));
  return markdown(
    [
      'identifier',
      'found, development',
      'found, scored',
      'of so many',
      'findings of its kind that are right',
    ],
    [
      ...rows,
      [
        'all with a *',
        all(development),
        all(scored),
        String(pooled(scored.recall, STRUCTURED).of),
        '',
      ],
      ['all findings', '', '', '', shown(pooled(scored.precision))],
      [
        'texts of nobody with a finding',
        shown(development.falseAlarms),
        shown(scored.falseAlarms),
        String(scored.falseAlarms.of),
        '',
      ],
    ],
  );
}

function shown(share: Share): string {
  return `${percent(share).toFixed(0)} %`;
}
