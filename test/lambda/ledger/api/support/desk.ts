import type { AccessDesk } from '../../../../../lambda/access/desk';
import { createDesk } from '../../../../../lambda/access/desk';
import { engineOf } from '../../../access/support/questions';

const engine = engineOf();

/** The desk with the real policies, and registers in which nothing stands. */
export function emptyDesk(): AccessDesk {
  return createDesk({
    engine,
    careTeams: { relationOf: async () => ({ careTeam: false, department: false }) },
    restrictions: { forbid: async () => false },
    approvals: {
      covers: async () => false,
      use: async () => Promise.reject(new Error('there is no approval')),
    },
    brokenGlasses: { openFor: async () => undefined },
    rates: { admit: async () => undefined },
  });
}
