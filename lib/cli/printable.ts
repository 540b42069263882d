// oxlint-disable-next-line no-control-regex -- what a stranger's file could do to a terminal
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** The same but those that JSON escapes by itself, or writes between values. */
const CONTROL_IN_JSON = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** A value as JSON that does nothing to a terminal; read again it is the same value. */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replaceAll(
    CONTROL_IN_JSON,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A text on one line that does nothing to a terminal but stand there. */
export function printable(text: string): string {
  return text.replaceAll(CONTROL, '\uFFFD');
}

/** The same value with each text in it {@link printable}. */
export function printableIn<T>(value: T): T {
  if (typeof value === 'string') return printable(value) as T;
  if (Array.isArray(value)) return value.map(printableIn) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, printableIn(one)]),
  ) as T;
}
