import { structured } from '../../../../../lambda/phi/detect/structured';
import { createLocalDetector } from '../../../../../lambda/phi/detect/local-detector';

/** What is found, as `identifier: text`. */
const found = (text: string): readonly string[] =>
  structured(text).map(({ identifier, start, end }) => `${identifier}: ${text.slice(start, end)}`);

test('fields of HL7, by their place', () => {
  const message = [
    'MSH|^~\\&|A|B|C|D|202403071200||ADT^A01|1|P|2.5',
    'PID|1||MRX55^^^MADE^MR~MRX56^^^MADE^PI||CANARY^IRIS^Q||19610203|F|||12 Canary Street^^Norwich^VT^05055||555^0100|||||ACC77|219099999||',
    'NK1|1|CANARY^OLEN|SPO',
    'OBX|1|NM|2345-7^GLUCOSE||98|mg/dL|70-99|N|||F',
  ].join('\r');
  expect(found(message)).toEqual([
    'date: 202403071200',
    'medical-record-number: MRX55',
    'medical-record-number: MRX56',
    'name: CANARY^IRIS^Q',
    'date: 19610203',
    'geographic: 12 Canary Street',
    'geographic: Norwich',
    'geographic: 05055',
    'telephone: 0100',
    'account-number: ACC77',
    'ssn: 219099999',
    'name: CANARY^OLEN',
  ]);
  expect(found(message.replace('PID', 'XXX'))).toEqual([]);
});

test('elements of X12, of persons and no companies', () => {
  const claim =
    'ISA*00~NM1*IL*1*CANARY*IRIS*Q***MI*W1234~N3*12 CANARY STREET~N4*NORWICH*VT*05055~DMG*D8*19610203*F~REF*SY*219099999~REF*EA*MRX55~NM1*PR*2*MADE UP PLAN*****PI*00001~CLM*ACC77*100~';
  expect(found(claim)).toEqual([
    'name: CANARY',
    'name: IRIS',
    'name: Q',
    'health-plan-number: W1234',
    'geographic: 12 CANARY STREET',
    'geographic: NORWICH',
    'geographic: 05055',
    'date: 19610203',
    'ssn: 219099999',
    'medical-record-number: MRX55',
    'account-number: ACC77',
  ]);
});

test('cells below a head, as long as rows have as many', () => {
  const text = 'mrn,last name,result\n55,"Canary, Iris",98\nMRX56,NULL,97\n\n55,Canary,98\n';
  expect(found(text)).toEqual([
    'medical-record-number: 55',
    'name: Canary, Iris',
    'medical-record-number: MRX56',
  ]);
  // Of no people, no head, and prose with commas.
  for (const other of [
    'drug\tdose\tdate\naspirin\t81\t2024\n',
    'Canary,55,98\nOlen,56,97\n',
    'No fever, chills, or cough\nDenies pain, rash, or name\n',
  ]) {
    expect(found(other)).toEqual([]);
  }
});

test('a table of Markdown', () => {
  const text = '| MRN | Name | Result |\n|-----|------|-------:|\n| MRX55 | Canary | 98 |\n';
  expect(found(text)).toEqual(['medical-record-number: MRX55', 'name: Canary']);
});

test('elements of XML, by their names', () => {
  const text =
    '<a:patient><family_name>Canary</family_name><birthTime value="19610203"/><result>98</result></a:patient>';
  expect(found(text)).toEqual(['name: Canary', 'date: 19610203']);
});

test('values of SQL, by their columns', () => {
  const sql = `INSERT INTO "patients" (id, full_name, ssn, note) VALUES
    (1, 'Iris (Q) O''Canary', '219099999', 'a, b'),
    (2, NULL, '219099998', '(none)'); INSERT INTO t (a, b) VALUES (1, 2)`;
  expect(found(sql)).toEqual(["name: Iris (Q) O''Canary", 'ssn: 219099999', 'ssn: 219099998']);
});

test('quotes that never end are read in one way', async () => {
  const text = `insert into t (a) values ('${"''".repeat(20_000)}`;
  expect(await createLocalDetector().detect(text)).toEqual([]);
});

test('a long text without an end takes no longer than its length', async () => {
  const detector = createLocalDetector();
  for (const piece of [
    'PID|',
    'a,b,c\n',
    "insert into t (a) values ('",
    "('",
    '~NM1*',
    '|',
    '\t',
  ]) {
    const text = piece.repeat(Math.ceil(200_000 / piece.length));
    expect(Array.isArray(await detector.detect(text))).toBe(true);
  }
}, 20_000);
