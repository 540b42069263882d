import { mediaStates } from '../clocks/residents';
import type { Draft, DraftKind, DraftPart, Missing, NoticeInput, NoticeText } from './draft';
import { draftPage } from './draft-page';
import { filePage } from './file-page';
import { hhsSheet, sheetMissing } from './hhs-sheet';
import type { FileInput, IncidentFile } from './incident-file';
import { incidentFile } from './incident-file';
import { letterBlocks, letterSubject } from './letter';
import { mediaMissing, mediaNotes, mediaSubject, releaseBlocks } from './media';
import { missingContent } from './missing';
import { commonNotes } from './notes';
import { proseText } from './prose';
import { substitute } from './substitute';

/** What a kind of draft has of its own. */
interface Content {
  readonly needed: boolean;
  readonly missing: readonly Missing[];
  readonly notes: readonly string[];
  readonly texts: readonly NoticeText[];
  readonly sheet?: Draft['sheet'];
}

const CONTENTS: Readonly<Record<DraftKind, (input: NoticeInput) => Content>> = {
  letter: (input) => ({
    needed: true,
    missing: missingContent(input),
    notes: [
      'By first-class mail to the last known address. By e-mail only to who agreed to it and has not withdrawn (45 CFR 164.404(d)(1)(i)).',
      'Your mail merge puts in {{name}} and {{address}}. Of somebody who died: next of kin or personal representative, if the address is known (164.404(d)(1)(ii)).',
      'Nothing about health may be seen from outside the envelope.',
    ],
    texts: [{ name: 'letter', subject: letterSubject(input), blocks: letterBlocks(input) }],
  }),
  substitute,
  media: (input) => ({
    needed: mediaStates(input.incident.counts).length > 0,
    missing: mediaMissing(input),
    notes: mediaNotes(input),
    texts: mediaStates(input.incident.counts).map((state) => ({
      name: `release-${state}`,
      subject: mediaSubject(input),
      blocks: releaseBlocks(input, state),
      jurisdiction: state,
    })),
  }),
  hhs: (input) => {
    const sheet = hhsSheet(input);
    return {
      needed: true,
      missing: sheetMissing(sheet),
      notes: [
        'Type it into https://ocrportal.hhs.gov/ocr/breach/wizard_breach.jsf and record the number that it gives: recordNotice, kind hhs.',
        ...(input.incident.facts.phiKinds?.includes('substance-use') === true
          ? [
              'Records of a Part 2 program are reported once more, as a breach of 42 CFR Part 2: the portal has a form of its own for it.',
            ]
          : []),
      ],
      texts: [],
      sheet,
    };
  },
};

/** Clock that a draft serves. */
const CLOCKS: Readonly<Record<DraftKind, string>> = {
  letter: 'individuals',
  substitute: 'substitute',
  media: 'media',
  hhs: 'hhs',
};

/**
 * A draft of a notice, from the record alone. It is whole in any state: what the record does not say is named in
 * `missing` and marked where it belongs, never left blank.
 */
export function renderNotice(kind: DraftKind, input: NoticeInput): Draft {
  const { incident, today } = input;
  const { needed, missing, notes, texts, sheet } = CONTENTS[kind](input);
  const draft: Omit<Draft, 'html'> = {
    kind,
    incident: incident.id,
    version: incident.version,
    drill: incident.drill,
    madeOn: today,
    needed: needed && incident.state !== 'not-a-breach',
    missing,
    notes: [...commonNotes(input, CLOCKS[kind]), ...notes],
    parts: texts.map((text) => partOf(text, input)),
    ...(sheet === undefined ? {} : { sheet }),
  };
  return { ...draft, html: draftPage(draft, texts) };
}

function partOf(
  { name, subject, blocks, jurisdiction }: NoticeText,
  input: NoticeInput,
): DraftPart {
  return {
    name,
    subject,
    text: `${draftLine(input)}\n\n${proseText(blocks)}`,
    ...(jurisdiction === undefined ? {} : { jurisdiction }),
  };
}

/** First line of a plain text: taking it off is what a person does who has read the rest. */
function draftLine({ incident: { id, version, drill }, today }: NoticeInput): string {
  return `${drill ? 'DRILL, ' : ''}DRAFT of ${today}, incident ${id}, version ${String(version)}: not to be sent as it is.`;
}

/** The file of an incident: JSON, and the same on a page. */
export function renderFile(input: FileInput): {
  readonly file: IncidentFile;
  readonly html: string;
} {
  const file = incidentFile(input);
  return { file, html: filePage(file, input.contacts) };
}
