import fc from 'fast-check';
import { csvOf } from '../../../../lambda/ledger/api/report/csv';
import { fhirAuditEvent } from '../../../../lambda/ledger/api/report/fhir';
import type { FhirAuditEvent, SearchSet } from '../../../../lambda/ledger/api/report/fhir-types';
import type { EventRow } from '../../../../lambda/ledger/api/report/rows';
import { eventRow } from '../../../../lambda/ledger/api/report/rows';
import { leafHash } from '../../../../lambda/shared/hash';
import { EVENT_TYPES, PURPOSES } from '../../../../lambda/shared/audit/vocabulary';
import { person } from '../../access/support/people';
import { goodDraft } from '../../support/audit-events';
import { bytesOf, stored } from '../support/events';
import { PREFIX } from '../support/sealing';
import { ledgerWorld, PATIENT_ID, viewOf } from './support/world';

const ABOUT = {
  from: '2026-01-01T00:00:00.000Z',
  to: '2026-11-26T00:00:00.000Z',
  patientId: PATIENT_ID,
};

async function reported(format: 'csv' | 'fhir', pageSize = 100) {
  const world = await ledgerWorld();
  await world.append([
    viewOf(world.patient),
    viewOf(world.patient, {
      time: '2026-11-25T10:30:00.001Z',
      outcome: 'denied',
      reason: 'no-care-relation',
      phiAccessed: false,
    }),
  ]);
  await world.seal();
  await world.sign();
  await world.indexAll();
  const { body, ...rest } = await world.call(
    world.operations.readAccessReport,
    { ...ABOUT, format, pageSize },
    person('auditor'),
  );
  if (typeof body !== 'string') throw new Error('not a text');
  return { body, ...rest };
}

/** A reader of RFC 4180 that knows nothing of the writer. */
function readCsv(text: string): readonly (readonly string[])[] {
  const lines: string[][] = [];
  let line: string[] = [];
  let at = 0;
  while (at < text.length) {
    let value = '';
    if (text[at] === '"') {
      for (at += 1; ; at += 1) {
        if (text[at] === '"' && text[at + 1] === '"') at += 1;
        else if (text[at] === '"') break;
        value += text[at] ?? '';
      }
      at += 1;
    } else {
      const end = text.slice(at).search(/,|\r\n/);
      value = text.slice(at, at + end);
      at += end;
    }
    line.push(value);
    if (text.startsWith('\r\n', at)) {
      lines.push(line);
      line = [];
      at += 2;
    } else {
      if (text[at] !== ',') throw new Error(`a cell ends with ${JSON.stringify(text[at])}`);
      at += 1;
    }
  }
  if (line.length > 0) throw new Error('the last line does not end');
  return lines;
}

describe('CSV', () => {
  it('is read back cell by cell, whatever stands in it, with the same number of cells a line', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '"', ',', '\r', '\n', "'", ' ', '1') });
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text)), fc.array(text), (rows, notes) => {
        const csv = csvOf<readonly [string, string]>(
          [
            ['one', ([one]) => one],
            ['two', ([, two]) => two],
          ],
          rows,
          notes,
        );
        const tame = (cell: string): string => (cell.startsWith('\r') ? `'${cell}` : cell);
        expect(readCsv(csv)).toEqual([
          ['one', 'two', 'note'],
          ...rows.map(([one, two]) => [tame(one), tame(two), '']),
          ...notes.map((note) => ['', '', tame(note)]),
        ]);
      }),
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\r=1', '=HYPERLINK("x")'])(
    'is no formula to a spreadsheet: %j',
    (value) => {
      const [, [cell = ''] = []] = readCsv(csvOf([['one', () => value]], [0], []));
      expect(cell).toBe(`'${value}`);
    },
  );

  it('has a line of names, a line an event, and at the end what is missing', async () => {
    const { body, contentType, headers } = await reported('csv');
    expect(contentType).toBe('text/csv; charset=utf-8; header=present');
    expect(headers).toEqual({});
    const [names = [], ...lines] = readCsv(body);
    const cells = lines.map((line) => new Map(names.map((name, at) => [name, line[at]])));
    expect(cells.map((line) => line.get('outcome'))).toEqual(['success', 'denied', '', '']);
    expect(cells.map((line) => line.get('reason')?.toString())).toContain('no-care-relation');
    expect(cells.slice(0, 2).map((line) => line.get('note'))).toEqual(['', '']);
    expect(cells.slice(2).map((line) => line.get('note'))).toEqual([
      expect.stringMatching(/^Not read: from 2026-01-01T00:00:00\.000Z to 2026-08-27T/) as string,
      expect.stringMatching(/^Complete through zone checkpoint 0 of 2026-11-25T10:30/) as string,
    ]);
    expect(cells[0]?.get('leafHash')).toMatch(/^'?[A-Za-z0-9+/]{43}=$/);
  });

  it('says where the next page is, in a header and in the file', async () => {
    const { body, headers = {} } = await reported('csv', 1);
    expect(headers['X-Hlz-Next-Page']).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(body).toContain('There are more rows: the header X-Hlz-Next-Page');
  });
});

/** Codes of the value sets that FHIR R4 binds, as far as they are used: written down from their pages. */
const DICOM = {
  system: 'http://dicom.nema.org/resources/ontology/DCM',
  types: ['110100', '110101', '110106', '110110', '110112', '110113', '110114'],
  details: ['110120', '110121', '110122', '110123', '110127', '110129', '110136', '110137'],
  roles: ['110150', '110152'],
};
const codes = (system: string, allowed: readonly string[]) => ({
  system,
  code: expect.stringMatching(new RegExp(`^(?:${allowed.join('|')})$`)) as string,
});

/** Cardinalities and types of https://hl7.org/fhir/R4/auditevent.html, by hand. */
function mustBeAuditEvent(event: FhirAuditEvent): void {
  const known = new Set([
    'resourceType',
    'id',
    'extension',
    'type',
    'subtype',
    'action',
    'recorded',
    'outcome',
    'outcomeDesc',
    'purposeOfEvent',
    'agent',
    'source',
    'entity',
  ]);
  expect(Object.keys(event).filter((name) => !known.has(name))).toEqual([]);
  expect(event.resourceType).toBe('AuditEvent');
  expect(event.id).toMatch(/^[A-Za-z0-9\-.]{1,64}$/);
  expect(event.type).toMatchObject(codes(DICOM.system, DICOM.types));
  const [own, detail, ...more] = event.subtype;
  expect(own?.system).toBe('https://hlz.example/audit-event-type');
  expect(detail ?? { system: DICOM.system, code: '110122' }).toMatchObject(
    codes(DICOM.system, DICOM.details),
  );
  expect(more).toEqual([]);
  expect(event.action).toMatch(/^[CRUDE]$/);
  expect(new Date(event.recorded).toISOString()).toBe(event.recorded);
  expect(event.outcome).toMatch(/^(?:0|4|8)$/);
  for (const { coding } of event.purposeOfEvent ?? []) {
    expect(coding).toHaveLength(1);
    expect(coding[0]).toMatchObject(
      codes('http://terminology.hl7.org/CodeSystem/v3-ActReason', PURPOSES),
    );
  }
  expect(event.agent.length).toBeGreaterThanOrEqual(1);
  expect(event.agent.filter(({ requestor }) => requestor)).toHaveLength(1);
  for (const { type, who, name } of event.agent) {
    expect([
      ...DICOM.roles.map((code) => `${DICOM.system}#${code}`),
      'http://terminology.hl7.org/CodeSystem/extra-security-role-type#humanuser',
    ]).toContain(type.coding.map(({ system, code }) => `${system}#${code}`).join());
    expect(who?.identifier.value ?? name).not.toBe('');
  }
  expect(event.source.observer.identifier.value).toBe(PREFIX);
  expect(event.source.type).toMatchObject([
    codes('http://terminology.hl7.org/CodeSystem/security-source-type', ['4']),
  ]);
  for (const { what, type, role, detail: details = [] } of event.entity ?? []) {
    expect(what.identifier.value).not.toBe('');
    expect(type).toMatchObject(
      codes('http://terminology.hl7.org/CodeSystem/audit-entity-type', ['1', '2']),
    );
    expect(role).toMatchObject(
      codes('http://terminology.hl7.org/CodeSystem/object-role', ['1', '4']),
    );
    for (const { type: name, valueString } of details) expect(`${name}${valueString}`).not.toBe('');
  }
  expect(event.extension).toHaveLength(1);
  for (const part of event.extension[0]?.extension ?? []) {
    const values = [part.valueString, part.valueBoolean].filter((value) => value !== undefined);
    expect(values).toHaveLength(1);
  }
}

const EVENTS: readonly EventRow[] = fc
  .sample(goodDraft, { numRuns: 400, seed: 11 })
  .map((draft, n) => {
    const event = stored(draft, n);
    return eventRow({
      event,
      leafHash: leafHash(bytesOf(event)),
      log: 'spool',
      index: n,
      bytes: 0,
    });
  });

describe('FHIR R4', () => {
  it('has an AuditEvent for every event of every type', () => {
    expect(new Set(EVENTS.map(({ type }) => type))).toEqual(new Set(EVENT_TYPES));
    for (const row of EVENTS) mustBeAuditEvent(fhirAuditEvent(row, PREFIX));
  });

  it('says who, what, why, how it ended, and where its leaf is', () => {
    const row = EVENTS.find(
      ({ type, outcome, actor }) =>
        type === 'phi-share' && outcome === 'success' && actor.via !== undefined,
    );
    if (row === undefined) throw new Error('no such event among those that were made up');
    const event = fhirAuditEvent(row, PREFIX);
    expect(event).toMatchObject({
      type: { code: '110106', display: 'Export' },
      subtype: [{ code: 'phi-share' }],
      action: 'R',
      recorded: row.time,
      outcome: '0',
      purposeOfEvent: [{ coding: [{ code: row.purpose }] }],
    });
    expect(event.agent.map(({ who, requestor }) => [who?.identifier.value, requestor])).toEqual([
      [row.actor.id, true],
      [row.actor.via, false],
      [row.recipient, false],
    ]);
    expect(event.entity?.map(({ what, role }) => [what.identifier.value, role.display])).toEqual([
      [row.patient, 'Patient'],
      [row.resource?.ref, 'Domain Resource'],
    ]);
    const leaf = new Map(
      event.extension[0]?.extension?.map(({ url, valueString }) => [url, valueString]),
    );
    expect(leaf.get('eventId')).toBe(row.eventId);
    expect(leaf.get('log')).toBe('spool');
    expect(leaf.get('index')).toBe(String(row.index));
    expect(Buffer.from(event.id, 'hex').toString('base64')).toBe(row.leafHash);
  });

  it('is a search set, and says in an outcome what is missing', async () => {
    const { body, contentType } = await reported('fhir');
    expect(contentType).toBe('application/fhir+json; charset=utf-8');
    const bundle = JSON.parse(body) as SearchSet;
    expect(bundle).toMatchObject({ resourceType: 'Bundle', type: 'searchset', total: 2 });
    expect(
      bundle.entry.map(({ resource, search }) => [resource.resourceType, search.mode]),
    ).toEqual([
      ['AuditEvent', 'match'],
      ['AuditEvent', 'match'],
      ['OperationOutcome', 'outcome'],
    ]);
    const events = bundle.entry.flatMap((entry) => ('fullUrl' in entry ? [entry] : []));
    for (const { fullUrl, resource } of events) {
      mustBeAuditEvent(resource);
      expect(fullUrl).toBe(`https://hlz.example/fhir/AuditEvent/${resource.id}`);
    }
    expect(bundle.entry.at(-1)?.resource).toMatchObject({
      issue: [
        { severity: 'warning', code: 'incomplete' },
        { severity: 'information', code: 'informational' },
      ],
    });
  });
});
