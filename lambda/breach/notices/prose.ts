import type { Missing } from './draft';
import type { Html } from './html';
import { html, visible } from './html';

/** A text for people in blocks, which become a page or plain text. */
export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  /** Paragraphs, with blank lines between them. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  /** Lines as they stand, such as an address. */
  | { readonly kind: 'lines'; readonly lines: readonly string[] }
  /** Here something is missing. */
  | { readonly kind: 'gap'; readonly missing: Missing };

export function heading(text: string): Block {
  return { kind: 'heading', text };
}

export function text(...sentences: readonly string[]): Block {
  return { kind: 'text', text: sentences.join(' ') };
}

export function list(items: readonly string[]): Block {
  return { kind: 'list', items };
}

export function lines(...all: readonly string[]): Block {
  return { kind: 'lines', lines: all };
}

export function gap(missing: Missing): Block {
  return { kind: 'gap', missing };
}

export function proseHtml(blocks: readonly Block[]): Html {
  return html`${blocks.map(blockHtml)}`;
}

function blockHtml(block: Block): Html {
  switch (block.kind) {
    case 'heading':
      return html`<h2>${block.text}</h2> `;
    case 'text':
      return paragraphs(block.text);
    case 'list':
      return html`<ul>
        ${block.items.map((item) => html`<li>${item}</li>`)}
      </ul> `;
    case 'lines':
      return html`<p class="lines">${block.lines.join('\n')}</p> `;
    case 'gap':
      return html`<p class="gap">${gapText(block.missing)}</p> `;
  }
}

/** What somebody wrote, with his paragraphs and lines. */
export function paragraphs(written: string): Html {
  const all = visible(written).split(/\n\s*\n/);
  return html`${all.map((paragraph) => html`<p class="written">${paragraph.trim()}</p> `)}`;
}

/** Plain text, for a mail. */
export function proseText(blocks: readonly Block[]): string {
  return `${blocks.map(blockText).join('\n\n')}\n`;
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return visible(block.text).toUpperCase();
    case 'text':
      return visible(block.text).trim();
    case 'list':
      return block.items.map((item) => `- ${visible(item)}`).join('\n');
    case 'lines':
      return block.lines.map(visible).join('\n');
    case 'gap':
      return gapText(block.missing);
  }
}

function gapText({ what, where, citation }: Missing): string {
  return `[MISSING: ${what}. ${where}. ${citation}]`;
}
