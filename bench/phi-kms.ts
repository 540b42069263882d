import { randomBytes } from 'node:crypto';
import type { EncryptedField } from '../lambda/phi/cipher';
import { createFieldCipher, MOST_FIELDS } from '../lambda/phi/cipher';
import type { DataKeys } from '../lambda/phi/keys/data-keys';
import { createPseudonyms } from '../lambda/shared/pseudonym';
import { keyWorld } from '../test/lambda/phi/support/memory-keys';
import type { Figure } from './measure';

const DAY_MS = 86_400_000;
const MILLION = 1_000_000;
const TENANTS = 10;
const CONTAINERS = 20;
const PATIENT = { patientId: 'MADE-UP-0001', dataType: 'notes' } as const;

/** How often KMS is called, which takes a time each and costs: counted by the real keys over a stand-in. */
export async function phiKms(): Promise<readonly Figure[]> {
  return [
    { id: 'phi.kms-per-million', value: await ofAMillion(), unit: 'calls' },
    { id: 'phi.kms-chart', value: await ofAChart(), unit: 'calls' },
  ];
}

/**
 * A million fields, encrypted and decrypted in batches of 500 within an hour: ten tenants, whose calls
 * twenty containers take in turns.
 */
async function ofAMillion(): Promise<number> {
  const { wrapper, container } = keyWorld();
  const containers = Array.from({ length: CONTAINERS }, () => container());
  for (let batch = 0; batch < MILLION / MOST_FIELDS; batch += 1) {
    const tenant = `tenant-${String(batch % TENANTS)}`;
    const keys = containers[Math.floor(batch / TENANTS) % CONTAINERS] as DataKeys;
    const { kid } = await keys.toEncrypt(tenant, MOST_FIELDS);
    await keys.toDecrypt(tenant, kid);
  }
  return wrapper.calls.length;
}

/** A chart of 500 fields, written over three years with a key for each 30 days, read by a new container. */
async function ofAChart(): Promise<number> {
  const { wrapper, container, pass } = keyWorld();
  const pseudonyms = createPseudonyms(async () => Promise.resolve(Buffer.alloc(32, 1)));
  const writer = createFieldCipher({ keys: container(), pseudonyms });
  const chart: EncryptedField[] = [];
  for (let at = 0; at < MOST_FIELDS; at += 1) {
    const value = { text: randomBytes(32).toString('hex') };
    const [jwe = ''] = await writer.encrypt('acme-health', [{ ...PATIENT, value }]);
    chart.push({ ...PATIENT, jwe });
    pass((3 * 365 * DAY_MS) / MOST_FIELDS);
  }
  const before = wrapper.calls.length;
  const values = await createFieldCipher({ keys: container(), pseudonyms }).decrypt(
    'acme-health',
    chart,
  );
  if (values.includes(undefined)) throw new Error('a field did not come back');
  return wrapper.calls.length - before;
}
