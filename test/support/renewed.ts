/** A page with its generated blocks made new. Everything else stays. */
export function renewed(page: string, blocks: Readonly<Record<string, string>>): string {
  return Object.entries(blocks).reduce((text, [name, block]) => {
    const begin = `<!-- generated: ${name} -->`;
    const end = '<!-- end -->';
    const start = text.indexOf(begin);
    const stop = text.indexOf(end, start);
    if (start < 0 || stop < 0) throw new Error(`the page has no block ${name}`);
    return `${text.slice(0, start)}${begin}\n\n${block}\n\n${text.slice(stop)}`;
  }, page);
}
