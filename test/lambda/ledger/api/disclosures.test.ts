import type { DisclosureReport } from '../../../../lambda/shared/http/generated/types';
import { person } from '../../access/support/people';
import { SHARD } from '../support/sealing';
import { ledgerWorld, PATIENT_ID, viewOf } from './support/world';

const officer = person('privacy-officer');
const SIX_YEARS = { from: '2020-11-26T00:00:00.000Z', to: '2026-11-26T00:00:00.000Z' };

it('accounts for each disclosure: when, to whom, what, what for (45 CFR 164.528(b)(2))', async () => {
  const world = await ledgerWorld();
  const share = (change: object) =>
    viewOf(world.patient, { type: 'phi-share', action: 'share', recipient: 'rcp-17', ...change });
  const [, accounted] = await world.append([
    share({ purpose: 'TREAT' }),
    share({ purpose: 'PUBHLTH', time: '2021-03-01T00:00:00.000Z' }),
    viewOf(world.patient, { purpose: 'HRESCH' }),
  ]);
  await world.seal();
  await world.sign();
  await world.indexAll();
  const { body } = await world.call(
    world.operations.readDisclosures,
    { ...SIX_YEARS, patientId: PATIENT_ID },
    officer,
  );
  const report = body as DisclosureReport;
  expect(report.rows).toEqual([
    {
      eventId: accounted,
      time: '2021-03-01T00:00:00.000Z',
      type: 'phi-share',
      actor: expect.objectContaining({ role: 'attending-physician' }) as object,
      recipient: 'rcp-17',
      resource: { type: 'notes', ref: 'rec-1' },
      fields: ['text'],
      recordCount: 1,
      purpose: 'PUBHLTH',
      reportedBy: 'zone',
      log: SHARD,
      index: 1,
      leafHash: expect.any(String) as string,
    },
  ]);
  // Six years are kept, whatever is kept of other accesses.
  expect(report.coverage).toEqual([{ ...SIX_YEARS, source: 'index' }]);
  expect(report).not.toHaveProperty('totals');
  expect(world.audit.events().at(-1)).toMatchObject({
    type: 'audit-read',
    action: 'read-disclosures',
    patient: world.patient,
    recordCount: 1,
  });
});

it('is about a patient: who names none must be one', async () => {
  const world = await ledgerWorld();
  const read = async (by = officer) => world.call(world.operations.readDisclosures, SIX_YEARS, by);
  await expect(read()).rejects.toMatchObject({ status: 400, errors: [{ pointer: '#/patientId' }] });
  const own = person('patient', { ownRecord: world.patient });
  const plan = await world.plan(world.operations.readDisclosures, SIX_YEARS, own);
  expect(plan.needs).toEqual({ action: 'read-disclosures', patient: world.patient });
  expect(await read(own)).toMatchObject({ body: { rows: [] } });
});

it('says that it does not reach back beyond what the ledger keeps', async () => {
  const world = await ledgerWorld();
  const longer = { ...SIX_YEARS, from: '2019-01-01T00:00:00.000Z', patientId: PATIENT_ID };
  const { body } = await world.call(world.operations.readDisclosures, longer, officer);
  expect((body as DisclosureReport).coverage.map(({ source }) => source)).toEqual([
    'not-read',
    'index',
  ]);
});
