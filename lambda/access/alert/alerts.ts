import type { Glass } from '../glass';

/** Tells the security team. */
export interface Alerts {
  /** @param subject at most 100 characters of ASCII */
  publish(alert: Alert): Promise<void>;
}

/** A message for people. It leaves the zone by e-mail: no patient, no justification, nothing of a record. */
export interface Alert {
  readonly subject: string;
  readonly text: string;
}

const RUNBOOK = 'What to do: docs/break-glass.md.';

/** Somebody broke a glass. */
export function glassBrokenAlert({ id, tenant, person, role, openedAt, until }: Glass): Alert {
  return {
    subject: `A glass was broken: ${tenant}`.slice(0, 100),
    text: lines(
      'Somebody opened the record of a patient who is not in his care, for an emergency (45 CFR 164.312(a)(2)(ii)).',
      '',
      `tenant  ${tenant}`,
      `glass   ${id}`,
      `who     ${person} (${role})`,
      `when    ${instant(openedAt)}`,
      `until   ${instant(until)}`,
      '',
      `The privacy officer reviews it. ${RUNBOOK}`,
    ),
  };
}

/** Something stands in the register that no code of ours wrote. */
export function unreadableGlassAlert(record: string): Alert {
  return {
    subject: 'The register of broken glasses was changed by hand',
    text: lines(
      'A row of the register of broken glasses is not as our code writes it. It opens nothing.',
      '',
      `record  ${record}`,
      '',
      `Find out who wrote it: CloudTrail has the role. ${RUNBOOK}`,
    ),
  };
}

/** A row of the register is gone: no code of ours takes one away. */
export function removedGlassAlert(record: string): Alert {
  return {
    subject: 'A broken glass was removed from its register',
    text: lines(
      'A row of the register of broken glasses was deleted. The audit ledger still has its event.',
      '',
      `record  ${record}`,
      '',
      `Find out who deleted it: CloudTrail has the role. ${RUNBOOK}`,
    ),
  };
}

const MOST_NAMED = 50;

/** Glasses wait for the result of a review for too long. */
export function unreviewedAlert(glasses: readonly Glass[], more: boolean): Alert {
  const named = glasses.slice(0, MOST_NAMED);
  return {
    subject: `Broken glasses wait for a review: ${String(glasses.length)}${more ? ' or more' : ''}`,
    text: lines(
      'These glasses were broken more than a day ago, and no review has found a result:',
      '',
      ...named.map(
        ({ id, tenant, person, role, openedAt, review }) =>
          `${instant(openedAt)}  ${tenant}  glass ${id}  by ${person} (${role})${
            review === undefined ? '' : `, ${review.result} since ${instant(review.at)}`
          }`,
      ),
      ...(named.length < glasses.length || more ? ['and others.'] : []),
      '',
      `The privacy officer reviews them. ${RUNBOOK}`,
    ),
  };
}

function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
