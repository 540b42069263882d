import { RULES } from '../../../../lambda/breach/detect/rules';
import type { RuleId } from '../../../../lambda/breach/vocabulary';
import { markdown } from '../../../../lib/markdown';
import { DEFAULTS } from './acts';
import type { Peaks } from './peaks';

/** Tables of docs/breach-rules.md. */

export function rulesTable(): string {
  return markdown(
    ['rule', 'severity', 'default', 'counts', 'leaves out', 'citation'],
    Object.values(RULES).map(({ id, title, severity, reads, counts, leavesOut, citation }) => [
      `[\`${id}\`](#${id}): ${title.toLowerCase()}`,
      severity,
      reads(DEFAULTS),
      counts,
      leavesOut,
      citation,
    ]),
  );
}

/** How near the busiest person of the made-up week came to each threshold. */
export function busiestTable(
  people: readonly { readonly role: string; readonly peaks: Peaks }[],
): string {
  const rules: readonly RuleId[] = [
    'bulk-export',
    'failed-access',
    'failed-sign-in',
    'outside-care-team',
    'many-patients',
  ];
  return markdown(
    ['rule', 'it takes', 'the busiest person', 'his role', 'share'],
    rules.map((id) => {
      const { least } = RULES[id].limit(DEFAULTS);
      const [first] = people.toSorted((a, b) => (b.peaks[id] ?? 0) - (a.peaks[id] ?? 0));
      const most = first?.peaks[id] ?? 0;
      return [
        `\`${id}\``,
        String(least),
        String(most),
        first?.role ?? '',
        `${String(Math.round((100 * most) / least))} %`,
      ];
    }),
  );
}

const PEOPLE = 1000;
/** Hours that a person works in a year. */
const HOURS = 2000;
const RATES = [0.05, 0.1, 0.25, 0.5, 1, 2, 5];

/** False alarms of a year by chance alone: of so many people, each of whom does it so often an hour. */
export function chanceTable(): string {
  const thresholds = [
    { id: 'failed-access', ...DEFAULTS.failedAccess },
    { id: 'failed-sign-in', ...DEFAULTS.failedSignIn },
    {
      id: 'outside-care-team',
      times: DEFAULTS.outsideCareTeam.patients,
      minutes: DEFAULTS.outsideCareTeam.minutes,
    },
    { id: 'three of them', times: 3, minutes: 60 },
  ];
  return markdown(
    [
      'an hour and person',
      ...thresholds.map(({ id, times, minutes }) =>
        id.includes(' ')
          ? `${String(times)} in ${String(minutes)} min`
          : `\`${id}\`: ${String(times)} in ${String(minutes)} min`,
      ),
    ],
    RATES.map((rate) => [
      String(rate),
      ...thresholds.map(({ times, minutes }) =>
        shown(PEOPLE * HOURS * rate * tail((rate * minutes) / 60, times - 1)),
      ),
    ]),
  );
}

/** Chance that a Poisson variable of this mean is so much or more. */
function tail(mean: number, least: number): number {
  let sum = 0;
  let term = Math.exp(-mean);
  for (let n = 0; n < least + 100; n += 1) {
    if (n >= least) sum += term;
    term *= mean / (n + 1);
  }
  return sum;
}

function shown(alarms: number): string {
  if (alarms < 0.01) return 'none';
  return alarms < 10
    ? alarms.toFixed(alarms < 1 ? 2 : 1)
    : Math.round(alarms).toLocaleString('en-US');
}
