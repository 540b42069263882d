import fc from 'fast-check';
import type { FieldKind, RecordField } from '../../../../lambda/phi/deidentify/field';
import { FIELD_KINDS } from '../../../../lambda/phi/deidentify/field';
import { safeHarbor } from '../../../../lambda/phi/deidentify/safe-harbor';
import { AS_OF, fieldOf, MEANS } from '../support/deidentify';

/** What is told of fields, in their order; undefined where one is dropped. */
async function told(...fields: readonly RecordField[]): Promise<readonly (string | undefined)[]> {
  const treated = await safeHarbor(fields, MEANS);
  return treated.map((field) => (field.treatment === 'dropped' ? undefined : field.text));
}

const DROPPED_KINDS = FIELD_KINDS.filter(
  (kind) => !['state', 'zip', 'date', 'birth-date', 'age', 'text', 'value'].includes(kind),
);

it.each(DROPPED_KINDS)('drops each %s, whatever it looks like', async (kind) => {
  const [field] = await safeHarbor([fieldOf(kind, '2020')], MEANS);
  expect(field).toEqual({ field: `a-${kind}`, kind, treatment: 'dropped' });
});

it('says field by field what was done', async () => {
  const fields = [
    fieldOf('zip', '03601'),
    fieldOf('state', 'NH'),
    fieldOf('date', '2019-05-06'),
    fieldOf('date', '2019'),
    fieldOf('text', 'Seen by canary.'),
    fieldOf('text', 'Nothing found.'),
    fieldOf('value', '98.6 F'),
    fieldOf('value', 'canary'),
    fieldOf('name', 'canary'),
  ];
  expect(await safeHarbor(fields, MEANS)).toMatchObject([
    { field: 'a-zip', treatment: 'generalized', text: '000' },
    { field: 'a-state', treatment: 'kept', text: 'NH' },
    { field: 'a-date', treatment: 'generalized', text: '2019' },
    { field: 'a-date', treatment: 'kept', text: '2019' },
    { field: 'a-text', treatment: 'redacted', text: 'Seen by [NAME].' },
    { field: 'a-text', treatment: 'redacted', text: 'Nothing found.' },
    { field: 'a-value', treatment: 'kept', text: '98.6 F' },
    { field: 'a-value', treatment: 'redacted', text: '[NAME]' },
    { field: 'a-name', treatment: 'dropped' },
  ]);
});

it.each<readonly [string, string]>([
  ['patientName', 'Zx'],
  ['home_phone', '5'],
  ['mrn', '5'],
  ['result', 'x'.repeat(257)],
  ['result', 'Seen at noon.\nWell.'],
  ['result', '2019-05-06'],
  ['result', '20190506'],
  ['result', '20190506070809'],
  ['result', '94 years'],
  ['result', '1128 months'],
  ['result', '90+'],
])('drops %s when it is called a clinical value: %j', async (field, text) => {
  expect(await told({ field, kind: 'value', text })).toEqual([undefined]);
});

it.each(['94', '5.2019', '2019', '<5 mmol/L', '94 days', 'E11.9', 'x'.repeat(256)])(
  'keeps the clinical value %j',
  async (text) => {
    expect(await told({ field: 'result', kind: 'value', text })).toEqual([text]);
  },
);

it('asks the detector about a few texts at a time', async () => {
  let [now, most] = [0, 0];
  const detect = async (): Promise<[]> => {
    most = Math.max(most, (now += 1));
    await new Promise(setImmediate);
    now -= 1;
    return [];
  };
  const fields = Array.from({ length: 100 }, () => fieldOf('text', 'made up'));
  await safeHarbor(fields, { ...MEANS, detector: { detect } });
  expect(most).toBe(8);
});

it.each([
  '2019',
  '2019-05',
  '05/2019',
  '2019-05-06',
  '2019/5/6',
  '2019-05-06T07:08:09.123Z',
  '2019-05-06 07:08 -05:00',
  '05/06/2019',
  '31.12.2019',
  '5-6-2019 7:08 PM',
  '20190506',
  '201905060708',
  '20190506070809.1234-0500',
  'May 2019',
  'May 6, 2019',
  'september 6th 2019',
  'Sept. 6, 2019',
  '6 May 2019',
  '06-MAY-2019',
  ' 2019-05-06 ',
])('tells the year alone of %p', async (date) => {
  expect(await told(fieldOf('date', date))).toEqual(['2019']);
});

it.each([
  '',
  '05/06/19',
  '5/6',
  '2019-13-32',
  '2019-00-01',
  '13/13/2019',
  '20191332',
  '1799',
  '2200',
  '20195',
  'spring 2019',
  '2019-05-06, born in Utica',
  '2019-05-06 7:08 Mr. Doe',
  'Mayor 6, 2019',
])('drops %p, which is no date', async (date) => {
  expect(await told(fieldOf('date', date))).toEqual([undefined]);
});

it.each([
  ['45', '45'],
  ['89', '89'],
  ['89.4', '90+'],
  ['90', '90+'],
  ['104 years', '90+'],
  ['045', '45'],
  ['45-year-old', '45'],
  ['45 y/o', '45'],
  ['45yo', '45'],
  ['3 months', '3 months'],
  ['10 Days old', '10 days'],
  ['1080 months', '90+'],
  ['33000 days', '90+'],
  ['>89', '90+'],
  ['90 and over', '90+'],
  ['90+', '90+'],
  ['131', undefined],
  ['45 M', undefined],
  ['-4', undefined],
  ['forty', undefined],
  ['', undefined],
])('tells the age %p as %p', async (age, expected) => {
  expect(await told(fieldOf('age', age))).toEqual([expected]);
});

describe('of somebody over 89', () => {
  it.each([
    ['by birth, in the year of it too', ['birth-date', '1936-12-31'], [undefined]],
    ['not yet, by birth', ['birth-date', '1937-01-01'], ['1937']],
    ['born after the release, which is a mistake', ['birth-date', '2027-01-01'], [undefined]],
    ['by an event that long ago', ['date', '1936-01-01'], [undefined]],
    ['not by a later one', ['date', '1937-12-31'], ['1937']],
  ] as const)('drops what reveals it: %s', async (_, [kind, text], expected) => {
    expect(await told(fieldOf(kind, text))).toEqual(expected);
  });

  it('drops the year of birth beside any age above 89, as it is told or not', async () => {
    expect(await told(fieldOf('age', '90+'), fieldOf('birth-date', '1950'))).toEqual([
      '90+',
      undefined,
    ]);
  });

  it('drops a lower age of an earlier day, and keeps the year of that day', async () => {
    const fields = [fieldOf('birth-date', '1930'), fieldOf('age', '85'), fieldOf('date', '2015')];
    expect(await told(...fields)).toEqual([undefined, undefined, '2015']);
  });

  it('drops a year beside an age that, had then, is over 89 by now', async () => {
    const [lower, higher] = [fieldOf('age', '79'), fieldOf('age', '80')];
    expect(await told(lower, fieldOf('date', '2016'))).toEqual(['79', '2016']);
    expect(await told(higher, fieldOf('date', '2016'))).toEqual(['80', undefined]);
  });

  it('knows a later date than the release', async () => {
    const death = fieldOf('date', '2028-02-03');
    expect(await told(fieldOf('birth-date', '1938'), death)).toEqual([undefined, '2028']);
  });
});

/** Years of a birth and of events, and what a record tells of them. */
interface Life {
  readonly birth: number;
  readonly events: readonly number[];
  readonly tellsBirth: boolean;
  readonly tellsAges: boolean;
}

const life: fc.Arbitrary<Life> = fc.integer({ min: AS_OF - 115, max: AS_OF }).chain((birth) =>
  fc.record({
    birth: fc.constant(birth),
    events: fc.array(fc.integer({ min: birth, max: AS_OF }), { minLength: 1, maxLength: 4 }),
    tellsBirth: fc.boolean(),
    tellsAges: fc.boolean(),
  }),
);

/** What a record tells of the life, in order: the birth, the days of events, the age at each. */
async function released({ birth, events, tellsBirth, tellsAges }: Life) {
  const fields = [
    ...(tellsBirth ? [fieldOf('birth-date', `06/15/${String(birth)}`)] : []),
    ...events.map((year) => fieldOf('date', `${String(year)}-06-15`)),
    ...(tellsAges ? events.map((year) => fieldOf('age', String(year - birth))) : []),
  ];
  const out = await safeHarbor(fields, MEANS);
  return (kind: FieldKind): readonly (string | undefined)[] =>
    out
      .filter((field) => field.kind === kind)
      .map((field) => (field.treatment === 'dropped' ? undefined : field.text));
}

it('never tells a year that reveals an age over 89', async () => {
  await fc.assert(
    fc.asyncProperty(life, async (one) => {
      fc.pre(AS_OF - one.birth > 89);
      const out = await released(one);
      const [years, ages] = [out('date'), out('age')];
      expect(out('birth-date').filter((text) => text !== undefined)).toEqual([]);
      expect(years.filter((year) => AS_OF - Number(year ?? AS_OF) > 89)).toEqual([]);
      expect(ages.filter((age) => Number(age) > 89)).toEqual([]);
      // The year of an event and how old the person was then, as a number.
      const pairs = one.events.filter(
        (year, at) => years[at] === String(year) && ages[at] === String(year - one.birth),
      );
      expect(pairs).toEqual([]);
    }),
  );
});

it('drops nothing of somebody whose birth date says that he is younger', async () => {
  await fc.assert(
    fc.asyncProperty(life, async (one) => {
      fc.pre(AS_OF - one.birth <= 89);
      const out = await released({ ...one, tellsBirth: true, tellsAges: true });
      expect(out('birth-date')).toEqual([String(one.birth)]);
      expect(out('date')).toEqual(one.events.map(String));
      expect(out('age')).toEqual(one.events.map((year) => String(year - one.birth)));
    }),
  );
});

it('tells nothing of what it drops, and drops what it cannot read', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...FIELD_KINDS.filter((kind) => kind !== 'text' && kind !== 'value')),
      fc.string({ unit: 'grapheme', minLength: 5 }).map((text) => `@${text}`),
      async (kind, text) => {
        expect(await told(fieldOf(kind, text))).toEqual([undefined]);
      },
    ),
  );
});

it('fails when the detector does, and tells nothing', async () => {
  const down = { ...MEANS, detector: { detect: () => Promise.reject(new Error('down')) } };
  await expect(safeHarbor([fieldOf('text', 'x')], down)).rejects.toThrow('down');
});
