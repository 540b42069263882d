import { createHash } from 'node:crypto';
import type { Html } from './html';
import { html, markupOf, ownMarkup } from './html';
import { STYLE } from './style';

/** What stands on every sheet of a page. */
export interface PageHead {
  readonly title: string;
  /** Such as `DRAFT`. @default - none */
  readonly mark?: string;
  readonly incident: string;
  readonly version: number;
}

/**
 * Even if markup of somebody's got in, a browser would run and load nothing: one style sheet by its hash, and no
 * more. https://www.w3.org/TR/CSP3/
 */
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; form-action 'none'; base-uri 'none'`;

/** One page that needs nothing else: no script, no picture, no address that anything is loaded from. */
export function page({ title, mark, incident, version }: PageHead, body: Html): string {
  return markupOf(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta http-equiv="Content-Security-Policy" content="${ownMarkup(POLICY)}" />
          <meta name="viewport" content="width=device-width" />
          <meta name="robots" content="noindex" />
          <title>${title}</title>
          <style>
            ${ownMarkup(STYLE)}
          </style>
        </head>
        <body>
          <table class="sheet" role="presentation">
            <thead>
              <tr>
                <td>
                  <div class="head">
                    <span>Incident ${incident}, version ${version}</span>${
                      mark === undefined ? '' : html`<span class="mark">${mark}</span>`
                    }
                  </div>
                </td>
              </tr>
            </thead>
            <tbody>
              <tr>
                <td>${body}</td>
              </tr>
            </tbody>
          </table>
        </body>
      </html> `,
  );
}

/** Rows of a name and what stands there. */
export function grid(rows: readonly (readonly [name: string, value: Html | string])[]): Html {
  return html`<table class="grid">
    <tbody>
      ${rows.map(
        ([name, value]) =>
          html`<tr>
            <th scope="row">${name}</th>
            <td>${value}</td>
          </tr> `,
      )}
    </tbody>
  </table> `;
}

/** A table with a head. */
export function table(
  head: readonly string[],
  rows: readonly (readonly (Html | string)[])[],
): Html {
  return html`<table class="grid">
    <thead>
      <tr>
        ${head.map((name) => html`<th scope="col">${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            ${row.map((cell) => html`<td>${cell}</td>`)}
          </tr> `,
      )}
    </tbody>
  </table> `;
}
