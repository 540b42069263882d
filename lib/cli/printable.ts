// oxlint-disable-next-line no-control-regex -- what a stranger's file could do to a terminal
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** A text on one line that does nothing to a terminal but stand there. */
export function printable(text: string): string {
  return text.replaceAll(CONTROL, '\uFFFD');
}
