/** Bytes of a text inside a JSON document, escapes included, quotes not. */
export function jsonBytes(text: string): number {
  return Buffer.byteLength(JSON.stringify(text)) - 2;
}

/** The text itself, or as much of its beginning as fits, ending in `...`. */
export function cut(text: string, maxBytes: number): string {
  if (jsonBytes(text) <= maxBytes) {
    return text;
  }
  let kept = '';
  let left = maxBytes - 3;
  for (const character of text) {
    left -= jsonBytes(character);
    if (left < 0) {
      break;
    }
    kept += character;
  }
  return maxBytes < 3 ? '' : `${kept}...`;
}

/** `a, b and 7 more`: as many items as fit, and a count of the rest. */
export function boundedList(items: readonly string[], maxBytes: number, separator = ', '): string {
  const whole = items.join(separator);
  if (jsonBytes(whole) <= maxBytes) {
    return whole;
  }
  let text = cut(`${items.length} items`, maxBytes);
  for (let shown = 1; shown < items.length; shown += 1) {
    const longer = `${items.slice(0, shown).join(separator)} and ${items.length - shown} more`;
    if (jsonBytes(longer) > maxBytes) {
      break;
    }
    text = longer;
  }
  return text;
}
