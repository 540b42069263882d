import { verifyExport } from '../../../lib/ledger/verify/verify';
import { exported } from '../../support/ledger/exported';
import { sampleWorld } from '../../support/ledger/world';

const LOCK = { mode: 'COMPLIANCE', days: 2192 } as const;

it.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'raises no alarm over a ledger that is as it was written (seed %d)',
  async (seed) => {
    const world = await sampleWorld(seed);
    const { files } = await exported(world.bucket);
    expect(verifyExport(files, { key: world.key, lock: LOCK })).toMatchObject({
      faults: [],
      verified: true,
    });
  },
);
