import type { Draft, DraftKind, Missing, NoticeText } from './draft';
import type { HhsField } from './hhs-field';
import type { HhsSheet } from './hhs-sheet';
import type { Markup } from '../../shared/markup';
import { markup } from '../../shared/markup';
import { grid, page, table } from './page';
import { listMarkup, proseMarkup } from './prose';
import { dayInWords } from './words';

const TITLES: Readonly<Record<DraftKind, string>> = {
  letter: 'Letter to individuals',
  substitute: 'Substitute notice',
  media: 'Release for the media',
  hhs: 'Data sheet for HHS',
};

/** A draft to be read and printed: first what the desk should know, then each text on a sheet of its own. */
export function draftPage(draft: Omit<Draft, 'html'>, texts: readonly NoticeText[]): string {
  return page(
    {
      title: `${TITLES[draft.kind]}: draft`,
      mark: `${draft.drill ? 'DRILL, ' : ''}DRAFT of ${draft.madeOn}, not sent`,
      record: draft,
    },
    markup`${deskMarkup(draft)}${texts.map(textMarkup)}${draft.sheet === undefined ? '' : sheetMarkup(draft.sheet)}`,
  );
}

function deskMarkup({
  kind,
  madeOn,
  version,
  needed,
  missing,
  notes,
}: Omit<Draft, 'html'>): Markup {
  return markup`<section class="desk">
<h1>${TITLES[kind]}: draft</h1>
<p>Made on ${dayInWords(madeOn)} from version ${version} of the record. Nobody has sent it. ${
    needed ? 'As the record stands, it is due.' : 'As the record stands, it is not due.'
  }</p>
${missingMarkup(missing)}
<h2>Before you use it</h2>
${listMarkup(notes)}
<p class="quiet">A draft from what the record says, and no legal advice. State laws, contracts and other rules may ask for more.</p>
</section>
`;
}

function textMarkup({ subject, blocks }: NoticeText): Markup {
  return markup`<section class="part">\n<h1>${subject}</h1>\n${proseMarkup(blocks)}</section>\n`;
}

function missingMarkup(missing: readonly Missing[]): Markup {
  if (missing.length === 0)
    return markup`<p>Nothing that the rule asks for is empty. Whether it says enough is for you to read.</p>\n`;
  const rows = missing.map(({ what, where, citation, suggestion }) => [
    suggestion === undefined ? what : markup`${what}<p class="quiet">Such as: ${suggestion}</p>`,
    where,
    citation,
  ]);
  return markup`<h2>Missing: ${missing.length}</h2>\n${table(['What', 'Where it belongs', 'Rule'], rows)}`;
}

function sheetMarkup({ sections }: HhsSheet): Markup {
  const all = sections.map(
    ({ title, fields }) =>
      markup`<h2>${title}</h2>\n${grid(fields.map((field) => [field.label, fieldMarkup(field)]))}`,
  );
  return markup`<section class="part">
<h1>Notice to the Secretary of HHS of breach of unsecured protected health information</h1>
${all}</section>
`;
}

function fieldMarkup({ value, choices = [], missing }: HhsField): Markup {
  const said =
    missing === undefined
      ? markup`<p class="written">${value ?? ''}</p>`
      : markup`<p class="lacking">Missing: ${missing.what}. ${missing.where}</p>`;
  return choices.length === 0
    ? said
    : markup`${said}<p class="quiet">The form has:</p><ul class="choices">${choices.map(
        (choice) => markup`<li>${choice}</li>`,
      )}</ul>`;
}
