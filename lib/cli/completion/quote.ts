/** A text as one word of bash, zsh or fish, whatever stands in it. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
