import type { Missing } from './draft';
import type { Markup } from '../../shared/markup';
import { markup, visible } from '../../shared/markup';

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

export function proseMarkup(blocks: readonly Block[]): Markup {
  return markup`${blocks.map(blockMarkup)}`;
}

function blockMarkup(block: Block): Markup {
  if (block.kind === 'heading') return markup`<h2>${block.text}</h2>\n`;
  if (block.kind === 'text') return paragraphs(block.text);
  if (block.kind === 'list') return listMarkup(block.items);
  return block.kind === 'lines'
    ? markup`<p class="written">${block.lines.join('\n')}</p>\n`
    : markup`<p class="lacking">${gapText(block.missing)}</p>\n`;
}

export function listMarkup(items: readonly string[]): Markup {
  return markup`<ul>\n${items.map((item) => markup`<li>${item}</li>\n`)}</ul>\n`;
}

/** What somebody wrote, with his paragraphs and lines. */
export function paragraphs(written: string): Markup {
  const all = visible(written).split(/\n\s*\n/);
  return markup`${all.map((paragraph) => markup`<p class="written">${paragraph.trim()}</p>\n`)}`;
}

/** Plain text, for a mail. */
export function proseText(blocks: readonly Block[]): string {
  return `${blocks.map(blockText).join('\n\n')}\n`;
}

function blockText(block: Block): string {
  if (block.kind === 'heading') return visible(block.text).toUpperCase();
  if (block.kind === 'text') return visible(block.text).trim();
  if (block.kind === 'list') return block.items.map((item) => `- ${visible(item)}`).join('\n');
  return block.kind === 'lines' ? visible(block.lines.join('\n')) : gapText(block.missing);
}

function gapText({ what, where, citation }: Missing): string {
  return `[MISSING: ${what}. ${where}. ${citation}]`;
}
