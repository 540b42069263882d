import type { Finding, Identifier } from '../finding';
import { cutAt, partOf } from './part';

/** What of a field identifies: all of it, its first component, or its components one by one. */
type Take = 'all' | 'first' | 'each';
type Field = readonly [number: number, identifier: Identifier, take: Take];

/**
 * Fields of HL7 version 2 that identify somebody, by segment, from 1. Version 2.9, chapters 3 and 6:
 * https://www.hl7.org/implement/standards/product_brief.cfm?product_id=516
 */
const SEGMENTS: Readonly<Record<string, readonly Field[]>> = {
  PID: [
    [2, 'medical-record-number', 'first'],
    [3, 'medical-record-number', 'first'],
    [4, 'medical-record-number', 'first'],
    [5, 'name', 'all'],
    [6, 'name', 'all'],
    [7, 'date', 'first'],
    [9, 'name', 'all'],
    [11, 'geographic', 'each'],
    [13, 'telephone', 'each'],
    [14, 'telephone', 'each'],
    [18, 'account-number', 'first'],
    [19, 'ssn', 'first'],
    [20, 'license-number', 'first'],
    [21, 'medical-record-number', 'first'],
    [23, 'geographic', 'all'],
    [29, 'date', 'first'],
  ],
  NK1: [
    [2, 'name', 'all'],
    [4, 'geographic', 'each'],
    [5, 'telephone', 'each'],
    [6, 'telephone', 'each'],
    [16, 'date', 'first'],
  ],
  GT1: [
    [2, 'account-number', 'first'],
    [3, 'name', 'all'],
    [5, 'geographic', 'each'],
    [6, 'telephone', 'each'],
    [7, 'telephone', 'each'],
    [8, 'date', 'first'],
    [12, 'ssn', 'first'],
  ],
  IN1: [
    [16, 'name', 'all'],
    [18, 'date', 'first'],
    [19, 'geographic', 'each'],
    [36, 'health-plan-number', 'first'],
    [49, 'health-plan-number', 'first'],
  ],
  IN2: [[2, 'ssn', 'first']],
  EVN: [[2, 'date', 'first']],
  PV1: [
    [44, 'date', 'first'],
    [45, 'date', 'first'],
  ],
  OBR: [
    [7, 'date', 'first'],
    [8, 'date', 'first'],
    [14, 'date', 'first'],
    [22, 'date', 'first'],
  ],
  OBX: [[14, 'date', 'first']],
};
/** The separator is the first field of MSH, so that its numbers are one more than elsewhere. */
const MESSAGE_HEADER: readonly Field[] = [[6, 'date', 'first']];

const SEGMENT = /(?:^|[\r\n\v])(MSH|PID|NK1|GT1|IN1|IN2|EVN|PV1|OBR|OBX)\|([^\r\n]*)/g;
const HAS_PATIENT = /(?:^|[\r\n\v])PID\|/;

/** What the places of fields tell in messages of HL7 version 2. */
export function hl7(text: string): readonly Finding[] {
  if (!HAS_PATIENT.test(text)) return [];
  const found: Finding[] = [];
  for (const match of text.matchAll(SEGMENT)) {
    const [whole, name = '', body = ''] = match;
    const cells = cutAt(body, '|', match.index + whole.length - body.length);
    const fields = name === 'MSH' ? MESSAGE_HEADER : (SEGMENTS[name] ?? []);
    for (const [number, identifier, take] of fields) {
      const cell = cells[number - 1];
      if (cell === undefined) continue;
      for (const repetition of cutAt(cell.text, '~', cell.start)) {
        found.push(...taken(text, repetition, identifier, take));
      }
    }
  }
  return found;
}

function taken(
  text: string,
  { text: part, start }: { readonly text: string; readonly start: number },
  identifier: Identifier,
  take: Take,
): readonly Finding[] {
  if (take === 'all') return partOf(text, start, start + part.length, identifier, 'segment');
  const components = cutAt(part, '^', start);
  // The state of an address is no identifier, and a code of one or two letters none of anything.
  const wanted =
    take === 'first' ? components.slice(0, 1) : components.filter((one) => one.text.length > 3);
  return wanted.flatMap((one) =>
    partOf(text, one.start, one.start + one.text.length, identifier, 'segment'),
  );
}
