import type { Control, Mechanism } from '../../lib/controls/control';
import { PROPOSAL, proposedChanges } from '../../lib/controls/proposed';
import { CONTROL_SECTIONS, CONTROLS } from '../../lib/controls/table';
import { WEAK_CITATIONS } from '../../lib/controls/weak-citations';
import { DONE_BY_WORDS, TYPE_WORDS } from '../../lib/controls/words';
import { markdown } from '../../lib/markdown';

/** `docs/controls.md`, from the control table. */
export function controlsPage(): string {
  const doneBy = ['code', 'shared', 'customer', 'aws'] as const;
  return [
    '# Controls',
    '',
    '<!-- Written by `UPDATE_DOCS=1 npx jest test/controls`. Do not edit. -->',
    '',
    'For the compliance officer and the auditor: each citation of the HIPAA Security Rule and of the Breach Notification Rule (45 CFR part 164, subparts C and D, as of the Omnibus Rule of 2013), who does it, by what, and what is left to you. **It supports your compliance; it certifies none**, and nothing does: HIPAA knows no certificate. Who does a row, and by what, is our judgement, which your counsel may see otherwise. What a row asks is said in our words: the text that counts is that of the [eCFR](https://www.ecfr.gov/current/title-45/subtitle-A/subchapter-C/part-164).',
    '',
    'A row of this zone is shown by rules or by tests. By rules: there are as many resources as the table says, at least one of the rules that are named judged each of them, and what they found is mended, or acknowledged. Not every rule looks at each. By tests: all that are named ran, and passed. The sentences are those of production; a sandbox, which is held to less, has others in its pack. A rule that cites a paragraph without showing it [is not counted](#citations-that-are-not-counted), nor is [what was proposed in 2025](#what-was-proposed-in-2025). *Addressable* is not optional: do it; or write down why it is not reasonable and appropriate for you, and do something as good where that is (164.306(d)(3)). Where config switches off what is named here, that reason is yours to write. Where a duty says how often (each week, quarter or year), that is our advice, unless the row itself has a term: the Security Rule says “regularly” and “periodic”. Which rows are shown of your own zone, the evidence pack says.',
    '',
    markdown(
      ['section', ...doneBy.map((who) => DONE_BY_WORDS[who]), 'all'],
      [
        ...CONTROL_SECTIONS.map(({ section, title, controls }) => [
          `[${section} ${title}](#${anchor(`${section} ${title}`)})`,
          ...doneBy.map((who) => count(controls, who)),
          String(controls.length),
        ]),
        ['all', ...doneBy.map((who) => count(CONTROLS, who)), String(CONTROLS.length)],
      ],
    ),
    ...CONTROL_SECTIONS.flatMap(({ section, title, controls }) => [
      '',
      `## ${section} ${title}`,
      ...controls.flatMap(block),
    ]),
    '',
    '## Citations that are not counted',
    '',
    'Told of a control, under the rules that also cite it, and never its proof.',
    '',
    markdown(
      ['rules', 'cite', 'why that does not count'],
      WEAK_CITATIONS.map(({ rules, citations, reason }) => [
        rules === 'any' ? 'any' : rules.map(shortRule).join(', '),
        citations.join(', '),
        reason,
      ]),
    ),
    '',
    '## What was proposed in 2025',
    '',
    `"${PROPOSAL.title}", ${PROPOSAL.source}, of ${PROPOSAL.published}. ${PROPOSAL.status} For your planning alone: nothing in the pack is judged by it. It would number paragraphs anew; they stand here by the citations of today. Breach notification it leaves as it is.`,
    '',
    markdown(
      ['citation of today', 'what would change'],
      CONTROLS.flatMap((control) => {
        const changes = proposedChanges(control).map(({ says, known }) =>
          known === 'seen' ? says : `${says} (unverified)`,
        );
        return changes.length === 0 ? [] : [[control.citation, changes.join(' ')]];
      }),
    ),
    '',
  ].join('\n');
}

function block(control: Control): readonly string[] {
  const { citation, title, type, doneBy, asks, mechanisms, duties, note } = control;
  return [
    '',
    `### ${citation} ${title.replaceAll('<', '\\<')}`,
    '',
    `*${TYPE_WORDS[type]} · ${DONE_BY_WORDS[doneBy]}.* ${asks}`,
    ...(mechanisms.length === 0
      ? []
      : ['', ...mechanisms.map((mechanism) => `- ${mechanism.says} ${shownBy(mechanism)}`)]),
    ...(duties.length === 0
      ? []
      : ['', ...duties.map(({ does, keeps }) => `- **You:** ${does} *Keep:* ${keeps}`)]),
    ...(note === undefined ? [] : ['', note]),
  ];
}

function shownBy({ checks, tests }: Mechanism): string {
  return checks.length > 0
    ? `(${checks.map(shortRule).join(', ')})`
    : `(tests: ${[...new Set(tests.map(({ file }) => file))]
        .map((file) => `[${file.replace(/^.*\/|\.test\.ts$/g, '')}](../${file})`)
        .join(', ')})`;
}

function shortRule(rule: string): string {
  return rule.replace(/^(?:LandingZone|HIPAA\.Security)-/, '');
}

function count(controls: readonly Control[], who: Control['doneBy']): string {
  return String(controls.filter(({ doneBy }) => doneBy === who).length);
}

/** As GitHub makes it of a heading. */
function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-');
}
