import { createHash } from 'node:crypto';
import type { Markup } from '../../shared/markup';
import { htmlOf, markup, ownMarkup } from '../../shared/markup';
import { STYLE } from './style';

/** What stands on every sheet of a page. */
export interface PageHead {
  readonly title: string;
  /** Such as `DRAFT`. @default - none */
  readonly mark?: string;
  /** Which record it is of. @default - none: it goes to somebody outside */
  readonly record?: { readonly incident: string; readonly version: number };
}

/**
 * Even if markup of somebody's got in, a browser would run and load nothing: one style sheet by its hash, and no
 * more. https://www.w3.org/TR/CSP3/
 */
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; form-action 'none'; base-uri 'none'`;

/** One page that needs nothing else: no script, no picture, no address that anything is loaded from. */
export function page({ title, mark, record }: PageHead, body: Markup): string {
  return htmlOf(markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${ownMarkup(POLICY)}">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${ownMarkup(STYLE)}</style>
</head>
<body>
<table class="sheet" role="presentation">${record === undefined ? '' : headMarkup(record, mark ?? '')}
<tbody><tr><td>
${body}
</td></tr></tbody></table>
</body>
</html>
`);
}

function headMarkup({ incident, version }: Required<PageHead>['record'], mark: string): Markup {
  return markup`<thead><tr><td><div class="head"><span>Incident ${incident}, version ${version}</span><span class="mark">${mark}</span></div></td></tr></thead>`;
}

/** Rows of a name and what stands there. */
export function grid(rows: readonly (readonly [name: string, value: Markup | string])[]): Markup {
  const body = rows.map(
    ([name, value]) => markup`<tr><th scope="row">${name}</th><td>${value}</td></tr>\n`,
  );
  return markup`<table class="grid">\n<tbody>\n${body}</tbody>\n</table>\n`;
}

/** A table with a head. */
export function table(
  head: readonly string[],
  rows: readonly (readonly (Markup | string)[])[],
): Markup {
  const names = head.map((name) => markup`<th scope="col">${name}</th>`);
  const body = rows.map((row) => markup`<tr>${row.map((cell) => markup`<td>${cell}</td>`)}</tr>\n`);
  return markup`<table class="grid list">\n<thead><tr>${names}</tr></thead>\n<tbody>\n${body}</tbody>\n</table>\n`;
}
