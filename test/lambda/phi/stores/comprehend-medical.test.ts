import { ComprehendMedicalClient } from '@aws-sdk/client-comprehendmedical';
import fc from 'fast-check';
import { chunksOf } from '../../../../lambda/phi/detect/chunks';
import type { Finding } from '../../../../lambda/phi/detect/finding';
import { redact } from '../../../../lambda/phi/detect/redact';
import { comprehendMedicalDetector } from '../../../../lambda/phi/stores/comprehend-medical';
import { errorChain } from '../../../../lambda/shared/errors';
import type { FakeAnswer } from '../../support/fake-aws';
import { fakeAws } from '../../support/fake-aws';
import { memoryLog } from '../../support/memory-log';

interface FakeEntity {
  readonly Type: string;
  readonly BeginOffset?: number;
  readonly EndOffset?: number;
}

/** Places of these words in a text, counted in code points as the service does. */
function entitiesIn(text: string, words: Readonly<Record<string, string>>): readonly FakeEntity[] {
  return Object.entries(words).flatMap(([word, Type]) =>
    Array.from(text.matchAll(new RegExp(word.replace('.', '[.]'), 'g')), ({ index }) => {
      const BeginOffset = Array.from(text.slice(0, index)).length;
      return { Type, BeginOffset, EndOffset: BeginOffset + Array.from(word).length };
    }),
  );
}

/** An answer as the service gives it. */
function answered(entities: readonly FakeEntity[], more: object = {}): FakeAnswer {
  const Entities = entities.map((entity, Id) => ({
    Id,
    Score: 0.98,
    Category: 'PROTECTED_HEALTH_INFORMATION',
    Traits: [],
    Text: '-',
    ...entity,
  }));
  return { body: JSON.stringify({ Entities, ModelVersion: '3.0.0', ...more }) };
}

/** A detector of which every call is answered with the places of these words. */
function knowing(words: Readonly<Record<string, string>>) {
  const asked: string[] = [];
  const { config, requests } = fakeAws(({ body }) => {
    const { Text } = JSON.parse(body) as { readonly Text: string };
    asked.push(Text);
    return answered(entitiesIn(Text, words));
  });
  const detector = comprehendMedicalDetector(new ComprehendMedicalClient(config));
  return { detector, asked, requests };
}

function valuesOf(text: string, findings: readonly Finding[]): readonly string[] {
  return findings.map(({ identifier, start, end }) => `${identifier}: ${text.slice(start, end)}`);
}

test('calls DetectPHI, and gives its types our names', async () => {
  const text =
    'Kowalska, 92, a teacher of 12 Elm Street, seen 3/14, tel 5550123, fax 5550124, k@example.org, id X9, site a.example';
  const { detector, requests } = knowing({
    Kowalska: 'NAME',
    '92': 'AGE',
    teacher: 'PROFESSION',
    '12 Elm Street': 'ADDRESS',
    '3/14': 'DATE',
    '5550123': 'PHONE_OR_FAX',
    '5550124': 'PHONE_OR_FAX',
    X9: 'ID',
    'k@example.org': 'EMAIL',
    'a.example': 'URL',
  });
  const findings = await detector.detect(text);
  expect(valuesOf(text, findings)).toEqual([
    'name: Kowalska',
    'date: 92',
    'geographic: 12 Elm Street',
    'date: 3/14',
    'telephone: 5550123',
    'fax: 5550124',
    'email: k@example.org',
    'other: X9',
    'url: a.example',
  ]);
  expect(requests.map(({ headers }) => headers['x-amz-target'])).toEqual([
    'ComprehendMedical_20181030.DetectPHI',
  ]);
  expect(findings.map(({ confidence }) => confidence)).toContain(0.98);
});

test('leaves years, and ages up to 89', async () => {
  const text = 'Born 1961, aged 62, since 2004; her mother is ninety-four.';
  const { detector } = knowing({
    '1961': 'DATE',
    '62': 'AGE',
    '2004': 'DATE',
    'ninety-four': 'AGE',
  });
  expect(valuesOf(text, await detector.detect(text))).toEqual(['date: ninety-four']);
});

test('takes what it does not know for an identifier', async () => {
  const text = 'A thing of hers';
  const { detector } = knowing({ thing: 'SOMETHING_NEW' });
  expect(await detector.detect(text)).toEqual([
    { identifier: 'other', start: 2, end: 7, confidence: 0.5, label: 'unknown' },
  ]);
});

test('places findings behind and between characters of two units', async () => {
  const text = '😀👩‍⚕️ Kowalska 𝒳 Kowalska😀';
  const { detector } = knowing({ Kowalska: 'NAME' });
  expect(redact(text, await detector.detect(text))).toBe('😀👩‍⚕️ [NAME] 𝒳 [NAME]😀');
});

test.each([
  ['sentences', 'She slept well. 😀 Then came Kowalska with flowers. ', 3000],
  ['one word', 'abcdefgh', 6000],
  ['characters of four bytes', '😀', 12_000],
])('asks about long text in chunks: %s', async (_, sentence, times) => {
  const text = `${sentence.repeat(times)} Kowalska`;
  const { detector, asked } = knowing({ Kowalska: 'NAME' });
  const redacted = redact(text, await detector.detect(text));
  expect(redacted).toBe(text.replaceAll('Kowalska', '[NAME]'));
  expect(asked.length).toBeGreaterThan(1);
  for (const chunk of asked) {
    expect(Buffer.byteLength(chunk)).toBeLessThan(20_000);
  }
});

test('cuts a text into chunks that a call takes, of whole characters, which miss nothing', () => {
  const words = fc.constantFrom('a', 'é', '😀', ' ', '. ', '\n', 'word', '漢', '👩‍⚕️');
  fc.assert(
    fc.property(
      fc.array(words, { maxLength: 80 }).map((some) => some.join('')),
      fc.integer({ min: 4, max: 40 }),
      fc.nat(20),
      (text, bytes, overlap) => {
        let [before, covered] = [-1, 0];
        for (const chunk of chunksOf(text, { bytes, overlap })) {
          expect(chunk.start).toBeLessThanOrEqual(covered);
          expect(text.startsWith(chunk.text, chunk.start)).toBe(true);
          expect(Buffer.byteLength(chunk.text)).toBeLessThanOrEqual(bytes);
          // Half a character becomes another one.
          expect(Buffer.from(chunk.text).toString()).toBe(chunk.text);
          expect(chunk.start).toBeGreaterThan(before);
          before = chunk.start;
          covered = Math.max(covered, chunk.start + chunk.text.length);
        }
        expect(covered).toBe(text.length);
      },
    ),
    { numRuns: 300 },
  );
});

test('does not cut an identifier in two', async () => {
  // Without the end of a sentence, so that a cut is anywhere.
  const text = 'Anna Kowalska '.repeat(5000);
  const { detector } = knowing({ 'Anna Kowalska': 'NAME' });
  expect(redact(text, await detector.detect(text))).toBe('[NAME] '.repeat(5000));
});

test('asks nothing about nothing', async () => {
  const { detector, asked } = knowing({});
  expect(await detector.detect(' \n ')).toEqual([]);
  expect(await detector.detect('')).toEqual([]);
  expect(asked).toEqual([]);
});

const error = (type: string, message: string): FakeAnswer => ({
  status: 400,
  body: JSON.stringify({ __type: type, message }),
});

test.each([
  ['is throttled', error('TooManyRequestsException', 'Rate exceeded')],
  ['is refused', error('ValidationException', "Value 'Kowalska' at 'text' failed")],
  ['fails', { status: 500, body: '{}' }],
  ['is answered in part', answered([], { PaginationToken: 'more' })],
  ['names no place', answered([{ Type: 'NAME' }])],
  ['names a place beyond the text', answered([{ Type: 'NAME', BeginOffset: 3, EndOffset: 99 }])],
])('finds nothing by half when a call %s, and repeats no text', async (_, answer) => {
  const log = memoryLog();
  const { config } = fakeAws(() => answer);
  const detector = comprehendMedicalDetector(new ComprehendMedicalClient(config), { log });
  const failed: unknown = await detector
    .detect('Kowalska was here')
    .catch((thrown: unknown) => thrown);
  expect(failed).toMatchObject({ name: 'UnavailableError' });
  expect(errorChain(failed)).not.toContain('Kowalska');
  expect(JSON.stringify(log.lines)).toContain('comprehend-medical-failed');
});
