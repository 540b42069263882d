import { copyIn, copyName, copyText } from '../../../../lambda/phi/keys/copy';
import { s3KeyArchive } from '../../../../lambda/phi/stores/s3-key-archive';
import { FakeS3, s3Error } from '../../ledger/support/fake-s3';

const KEY = {
  tenant: 'clinic-a',
  kid: 'AAECAwQFBgcICQoLDA0ODw',
  epoch: 3,
  wrapped: 'd3JhcHBlZA==',
  createdAt: 1_796_083_200_000,
  endsAt: 1_798_675_200_000,
};
const NAME = 'phi-keys/AAECAwQFBgcICQoLDA0ODw.json';

const s3 = new FakeS3();
beforeAll(() => s3.open());
afterAll(() => s3.close());
beforeEach(() => {
  s3.interfere = () => undefined;
  s3.sent.length = 0;
  s3.objects.clear();
});

const archive = () => s3KeyArchive(s3.client(), 'ledger-bucket');

test('keeps a key under its tenant and kid, once, as text that says what it is', async () => {
  await archive().keep(KEY);
  expect(s3.sent[0]?.headers).toMatchObject({
    'if-none-match': '*',
    'content-type': 'application/json',
  });
  expect([...s3.objects.keys()]).toEqual([NAME]);
  expect(s3.objects.get(NAME)?.toString()).toBe(
    '{"format":"hlz-data-key/v1","tenant":"clinic-a","kid":"AAECAwQFBgcICQoLDA0ODw","epoch":3,"wrapped":"d3JhcHBlZA==","createdAt":1796083200000,"endsAt":1798675200000}\n',
  );
});

test('is content with a copy that an attempt before has written', async () => {
  await archive().keep(KEY);
  await archive().keep(KEY);
  expect(s3.objects.size).toBe(1);
});

test('throws when nobody knows whether it is kept', async () => {
  s3.interfere = () => s3Error(403, 'AccessDenied');
  await expect(archive().keep(KEY)).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('reads a copy as it was written, and nothing else', () => {
  const text = copyText(KEY);
  expect(copyName(KEY)).toBe(NAME);
  expect(copyIn(text)).toEqual(KEY);
  for (const other of [
    '',
    'null',
    text.trim(),
    text.replace('v1', 'v2'),
    text.replace('"epoch":3', '"epoch":0'),
    text.replace('"epoch":3', '"epoch":3,"epoch":3'),
    text.replace('clinic-a', '../clinic-a'),
    text.replace('}', ',"more":1}'),
  ]) {
    expect(copyIn(other)).toBeUndefined();
  }
});
