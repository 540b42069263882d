import type { Finding } from '../finding';
import { classifyName } from '../names';
import { partOf } from './part';

/** Elements of XML with a text or a value, and of no others within: `<ssn>…</ssn>`, `<birthTime value="…"/>`. */
const ELEMENT =
  /<(?:\w{1,20}:)?([A-Za-z][\w.-]{1,40})(?:>([^<>\n]{1,200})<\/|\s{1,4}value="([^"<>\n]{1,200})"\s{0,4}\/?>)/g;

/** What the names of elements tell in XML, such as that of C-CDA and FHIR. */
export function elements(text: string): readonly Finding[] {
  if (!text.includes('</') && !text.includes('/>')) return [];
  return [...text.matchAll(ELEMENT)].flatMap((match) => {
    const [whole, name = '', content, value] = match;
    const { identifier } = classifyName(name);
    const told = content ?? value ?? '';
    if (identifier === undefined) return [];
    const start = match.index + whole.lastIndexOf(told);
    return partOf(text, start, start + told.length, identifier, 'element');
  });
}
