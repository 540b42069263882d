/** Characters of what is listed in a sentence: the detail of a problem has 1024 at most. */
const LONGEST_LIST = 700;

/** What a sentence lists: as much as there is room for, and how many more there are. */
export function named(texts: readonly string[], separator = ', '): string {
  let list = texts[0] ?? '';
  for (const [index, text] of texts.entries()) {
    if (index === 0) continue;
    const longer = `${list}${separator}${text}`;
    if (longer.length > LONGEST_LIST) return `${list} and ${String(texts.length - index)} more`;
    list = longer;
  }
  return list;
}
