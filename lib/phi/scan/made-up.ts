import type { Identifier } from '../../../lambda/phi/detect/finding';

/** Values that are nobody's, by those who give them out. */
const NOBODYS: Partial<Readonly<Record<Identifier, RegExp>>> = {
  // https://www.rfc-editor.org/rfc/rfc2606, and addresses of machines.
  email:
    /@(?:[\w-]+\.)*(?:example(?:\.(?:com|net|org))?|[\w-]+\.(?:example|test|invalid|localhost))$|^(?:noreply|no-reply|git)@|@users\.noreply\.github\.com$/i,
  // An account of AWS: https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html
  'account-number': /^\d{12}$/,
  // 555-0100 to 555-0199: https://nationalnanpa.com/number_resource_info/555_numbers.html
  telephone: /555\D{0,2}01\d\d$/,
  fax: /555\D{0,2}01\d\d$/,
  // https://www.rfc-editor.org/rfc/rfc5737, rfc3849, rfc1918, and this machine.
  'ip-address':
    /^(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|0\.0\.0\.0|169\.254\.|2001:db8:|::1?$|fe80:|fd)/i,
};

/** Whether a value is one that is given to nobody, such as an address at example.com. */
export function isNobodys(identifier: Identifier, value: string): boolean {
  return NOBODYS[identifier]?.test(value.trim()) === true;
}

/** Says of its line that a fixture is made up, and how that is known. */
const MARK = /\bhlz-phi: made-up\b[ \t:,-]*\S/;
/** Says so of a file, near its top. */
const FILE_MARK = /\bhlz-phi-file: made-up\b[ \t:,-]*\S/;
const TOP_LINES = 5;

/** Whether somebody says at the top of a file that all of it is made up. */
export function isMarkedAtTop(text: string): boolean {
  return text.split('\n', TOP_LINES).some((line) => FILE_MARK.test(line));
}

/** Lines of which somebody says so, from the number of the first. */
export function markedLines(text: string, first: number): ReadonlySet<number> {
  if (!MARK.test(text)) return new Set();
  return new Set(text.split('\n').flatMap((line, at) => (MARK.test(line) ? [first + at] : [])));
}
