import { ChangeRefusedError } from '../errors';
import type { Incident } from './incident';

/**
 * Whether what an entry recorded by mistake can be taken back. The entry stays in the history.
 *
 * @param entry its number
 * @throws ChangeRefusedError
 */
export function checkWithdrawal(entry: number, incident: Incident): void {
  const { holds, associates, notices, state } = incident;
  const isIt = ({ n }: { readonly n?: number }): boolean => n === entry;
  if (holds.some(isIt)) return;
  if (notices.some(isIt)) {
    if (state !== 'notified') return;
    throw new ChangeRefusedError(
      'notified',
      'The incident is notified, by the notices that are recorded, and does not go back to another state: say in a notice of kind other what was wrong, or open another incident that tells of it.',
    );
  }
  const associate = associates.find(isIt);
  if (associate === undefined) {
    throw new ChangeRefusedError(
      'nothing-to-withdraw',
      'The entry holds no law-enforcement delay, business associate or notice that stands: take its number, n, from what readIncident answers.',
    );
  }
  checkUnnamed(associate.associate, incident);
}

/** What names an associate would name nobody. */
function checkUnnamed(id: string, { associates, notices }: Incident): void {
  const isNamed =
    associates.some(({ worksFor }) => worksFor === id) ||
    notices.some(({ associate }) => associate === id);
  if (!isNamed) return;
  throw new ChangeRefusedError(
    'still-named',
    'Another business associate works for this one, or a notice came from it: withdraw that first.',
  );
}
