import type { Draft, DraftKind, Missing, NoticeText } from './draft';
import type { HhsField, HhsSheet } from './hhs-sheet';
import type { Html } from './html';
import { html } from './html';
import { grid, page, table } from './page';
import { proseHtml } from './prose';
import { dayInWords } from './words';

const TITLES: Readonly<Record<DraftKind, string>> = {
  letter: 'Letter to individuals',
  substitute: 'Substitute notice',
  media: 'Release for the media',
  hhs: 'Data sheet for HHS',
};

/** A draft to be read and printed: first what the desk should know, then each text on a sheet of its own. */
export function draftPage(draft: Omit<Draft, 'html'>, texts: readonly NoticeText[]): string {
  const title = TITLES[draft.kind];
  return page(
    {
      title: `${title}: draft`,
      mark: `${draft.drill ? 'DRILL, ' : ''}DRAFT of ${draft.madeOn}, not sent`,
      incident: draft.incident,
      version: draft.version,
    },
    html`<section class="desk">
        <h1>${title}: draft</h1>
        <p>
          Made on ${dayInWords(draft.madeOn)} from version ${draft.version} of the record. Nobody
          has sent it.
          ${
            draft.needed
              ? 'The record says that it is due.'
              : 'The record does not say that it is due.'
          }
        </p>
        ${missingHtml(draft.missing)}
        <h2>Before you use it</h2>
        <ul>
          ${draft.notes.map((note) => html`<li>${note}</li>`)}
        </ul>
        <p class="quiet">
          A draft from what the record says, and no legal advice. State laws, contracts and other
          rules may ask for more.
        </p>
      </section>
      ${texts.map(
        ({ subject, blocks }) =>
          html`<section class="part">
            <h1>${subject}</h1>
            ${proseHtml(blocks)}
          </section> `,
      )}${draft.sheet === undefined ? '' : sheetHtml(draft.sheet)}`,
  );
}

function missingHtml(missing: readonly Missing[]): Html {
  if (missing.length === 0) return html`<p>Nothing that the rule asks for is missing.</p> `;
  return html`<h2>Missing: ${missing.length}</h2>
    ${table(
      ['What', 'Where it belongs', 'Rule'],
      missing.map(({ what, where, citation, suggestion }) => [
        suggestion === undefined
          ? what
          : html`${what}
              <p class="quiet">For example: ${suggestion}</p>`,
        where,
        citation,
      ]),
    )}`;
}

function sheetHtml({ sections }: HhsSheet): Html {
  return html`<section class="part">
    <h1>Notice to the Secretary of HHS of breach of unsecured protected health information</h1>
    ${sections.map(
      ({ title, fields }) =>
        html`<h2>${title}</h2>
          ${grid(fields.map((field) => [field.label, fieldHtml(field)] as const))}`,
    )}
  </section>`;
}

function fieldHtml({ value, choices = [], missing }: HhsField): Html {
  return html`${
    missing === undefined
      ? html`<p class="written">${value ?? ''}</p>`
      : html`<p class="lacking">Missing: ${missing.what}. ${missing.where}</p>`
  }${
    choices.length === 0
      ? ''
      : html`<p class="quiet">The form has: ${choices.map((choice) => html`☐ ${choice} `)}</p>`
  }`;
}
