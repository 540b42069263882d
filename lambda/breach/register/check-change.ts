import { canonicalJson } from '../../shared/audit/canonical';
import type { Day } from '../clocks/day';
import { addDays, isToCome } from '../clocks/day';
import { ORAL_DAYS } from '../clocks/holds';
import { ChangeRefusedError } from '../errors';
import { NO_JURISDICTION } from '../vocabulary';
import { closed } from './apply';
import type {
  Associate,
  Change,
  Counts,
  Facts,
  Hold,
  Incident,
  Notice,
  Recorded,
} from './incident';
import { named } from './named';
import { changeShape } from './shapes';
import type { Situation } from './situation';
import { checkWithdrawal } from './check-withdrawal';
import { checkTexts } from './texts';
import { checkTransition } from './transitions';
import { checkWords } from './words';

/**
 * What each change needs before the register takes it.
 *
 * @param incident undefined for `opened`
 * @throws ChangeRefusedError
 */
export function checkChange(
  incident: Incident | undefined,
  change: Change,
  situation: Situation,
): void {
  checkShape(change);
  checkTexts(change);
  checkWords(change);
  if (change.kind === 'opened') {
    if (incident !== undefined) {
      throw new ChangeRefusedError('opened-already', 'The incident is open: change it as it is.');
    }
    notFuture({ discoveredOn: change.discoveredOn }, situation);
    checkFacts(change.facts ?? {}, change.discoveredOn, situation);
    return;
  }
  if (incident === undefined) throw new TypeError('an incident is opened before it is changed');
  if (incident.state === 'closed') throw closed();
  checkOf(incident, change, situation);
}

function checkOf(incident: Incident, change: Change, situation: Situation): void {
  switch (change.kind) {
    case 'hit':
      return checkGoesOn(incident);
    case 'facts':
      return checkFacts({ ...incident.facts, ...change.facts }, incident.discoveredOn, situation);
    case 'discovery':
      checkDiscovery(change.discoveredOn, situation);
      return checkFacts(incident.facts, change.discoveredOn, situation);
    case 'counts':
      return checkCounts(change.counts);
    case 'safe-harbor':
    case 'exclusion':
    case 'assessment':
      return checkFindingTime(incident);
    case 'approval':
      return checkApproval(incident, change.of, situation);
    case 'hold':
      return checkHold(change.hold, situation);
    case 'associate':
      return checkAssociate(change.associate, incident, situation);
    case 'notice':
      return checkNotice(change.notice, incident, situation);
    case 'withdraw':
      return checkWithdrawal(change.n, incident);
    case 'state':
      return checkTransition(incident, change.to, situation);
    case 'reminder':
      return checkReminder(change, incident, situation);
    default:
      return undefined;
  }
}

/** What is decided, or told to everybody, says nothing of what happens afterwards: that has to be looked at anew. */
function checkGoesOn({ state }: Incident): void {
  if (state !== 'not-a-breach' && state !== 'notified') return;
  throw new ChangeRefusedError(
    'over',
    `The incident is ${state}, and takes no new acts: open another one for them.`,
  );
}

/** What could not be read again is not written. */
function checkShape(change: Change): void {
  const { error } = changeShape.safeParse(change);
  if (error === undefined) return;
  const fields = [...new Set(error.issues.map(({ path }) => path.map(String).join('.') || 'kind'))];
  throw new ChangeRefusedError(
    'malformed',
    `These fields of the change are missing, too long, or not what they have to be: ${named(fields)}. The API document says what each holds.`,
  );
}

type Days = Readonly<Record<string, Day | undefined>>;

function notFuture(days: Days, { today }: Situation): void {
  const late = Object.entries(days).filter(([, day]) => day !== undefined && isToCome(day, today));
  if (late.length === 0) return;
  throw new ChangeRefusedError(
    'future-day',
    `What happened lies at most a day after today, ${today} where days are counted: mend ${late.map(([field]) => field).join(', ')}.`,
  );
}

/** Days of which none comes before the one that is named before it; a day that is not known is passed over. */
function inOrder(days: Days): void {
  const known = Object.entries(days).flatMap(([field, day]) =>
    day === undefined ? [] : [[field, day] as const],
  );
  for (const [index, [field, day]] of known.entries()) {
    const [before, dayBefore] = known[index - 1] ?? [field, day];
    if (day < dayBefore) {
      throw new ChangeRefusedError(
        'days-crossed',
        `${field} (${day}) cannot lie before ${before} (${dayBefore}): mend one of them.`,
      );
    }
  }
}

function checkFacts(
  { breachFrom, breachTo }: Facts,
  discoveredOn: Day,
  situation: Situation,
): void {
  notFuture({ breachFrom, breachTo }, situation);
  inOrder({ breachFrom, breachTo });
  inOrder({ breachFrom, discoveredOn });
}

/** What stands in the register is known: nobody discovers it later. 45 CFR 164.404(a)(2). */
function checkDiscovery(discoveredOn: Day, situation: Situation): void {
  const { openedOn } = situation;
  notFuture({ discoveredOn }, situation);
  if (openedOn === undefined || discoveredOn <= openedOn) return;
  throw new ChangeRefusedError(
    'days-crossed',
    `discoveredOn (${discoveredOn}) cannot lie after the day on which the incident was opened (${openedOn}): from then on it was known (45 CFR 164.404(a)(2)).`,
  );
}

function checkCounts({ total, byState, unreachable }: Counts): void {
  const residents = Object.values(byState).reduce((sum, many) => sum + many, 0);
  if (residents <= total && unreachable <= total) return;
  throw new ChangeRefusedError(
    'counts-crossed',
    `Residents of all States (${String(residents)}) and persons who cannot be reached (${String(unreachable)}) are each at most the total (${String(total)}).`,
  );
}

/** The state `not-a-breach` rests on a finding: it is not written anew under it. */
function checkFindingTime({ state }: Incident): void {
  if (state !== 'not-a-breach') return;
  throw new ChangeRefusedError(
    'reopen-first',
    'The incident is found to be no breach, by what is written now: set it to investigating before that is written anew.',
  );
}

function checkApproval(
  { safeHarbor, exclusion, assessment }: Incident,
  of: Extract<Change, { kind: 'approval' }>['of'],
  { by, secondApprover }: Situation,
): void {
  const signed = { 'safe-harbor': safeHarbor, exclusion, assessment }[of];
  if (signed === undefined) {
    throw new ChangeRefusedError('nothing-to-approve', `No ${of} is written yet: record it first.`);
  }
  if (signed.approvedBy !== undefined) {
    throw new ChangeRefusedError('approved-already', `The ${of} is approved as it stands.`);
  }
  if (by.kind !== 'person') {
    throw new ChangeRefusedError(
      'person-needed',
      'A finding is approved by a person, not by a service.',
    );
  }
  if (secondApprover && by.id === signed.by) {
    throw new ChangeRefusedError(
      'own-finding',
      `Who wrote the ${of} does not approve it: another privacy officer has to.`,
    );
  }
}

/** 45 CFR 164.412: (a) a written statement names its time, (b) an oral one holds for 30 days at most. */
function checkHold({ kind, statedOn, until }: Hold, situation: Situation): void {
  notFuture({ statedOn }, situation);
  inOrder({ statedOn, until });
  if (kind === 'written' && until === undefined) {
    throw new ChangeRefusedError(
      'hold-end',
      'A written statement names the time for which notices wait: say until when (45 CFR 164.412(a)).',
    );
  }
  const last = addDays(statedOn, ORAL_DAYS);
  if (kind === 'oral' && until !== undefined && until > last) {
    throw new ChangeRefusedError(
      'hold-end',
      `An oral statement holds for 30 days at most, until ${last}: for longer ask for a written one (45 CFR 164.412(b)).`,
    );
  }
}

function checkAssociate(associate: Associate, incident: Incident, situation: Situation): void {
  const { discoveredOn, notifiedOn, worksFor } = associate;
  notFuture({ discoveredOn, notifiedOn }, situation);
  inOrder({ discoveredOn, notifiedOn });
  const above = new Map(incident.associates.map((each) => [each.associate, each.worksFor]));
  if (worksFor !== undefined && !above.has(worksFor)) throw noSuchAssociate('worksFor');
  // Up the chain comes nobody twice.
  const chain = new Set([associate.associate]);
  for (let next = worksFor; next !== undefined; next = above.get(next)) {
    if (chain.has(next)) throw noSuchAssociate('worksFor');
    chain.add(next);
  }
}

function noSuchAssociate(field: string): ChangeRefusedError {
  return new ChangeRefusedError(
    'no-such-associate',
    `${field} names no business associate of this incident above it: record that one first (45 CFR 164.410).`,
  );
}

/** 45 CFR 164.404(d)(1)(i): first-class mail, or e-mail where the individual agreed. */
const TO_INDIVIDUALS: ReadonlySet<string> = new Set(['first-class-mail', 'email']);

function checkNotice(notice: Notice, incident: Incident, situation: Situation): void {
  const { kind, on, until, way, jurisdiction, associate, persons } = notice;
  // After a lost answer the same call comes again, and persons add up.
  if (incident.notices.some((recorded) => isSame(recorded, notice))) {
    throw new ChangeRefusedError(
      'noticed-already',
      'This notice is recorded, word for word. If it is another one, its `evidence` says so.',
    );
  }
  notFuture({ on }, situation);
  inOrder({ on, until });
  if (kind === 'business-associate') {
    const told = incident.associates.find((each) => each.associate === associate);
    if (told === undefined) throw noSuchAssociate('associate');
    return inOrder({ discoveredOn: told.discoveredOn, on });
  }
  if (kind !== 'other') inOrder({ discoveredOn: incident.discoveredOn, on });
  if (kind === 'media' && (jurisdiction === undefined || jurisdiction === NO_JURISDICTION)) {
    throw new ChangeRefusedError(
      'notice-incomplete',
      'A notice to the media is made for each State with more than 500 residents concerned: say which (45 CFR 164.406(a)).',
    );
  }
  if ((kind === 'individuals' || kind === 'hhs') && persons === undefined) {
    throw new ChangeRefusedError(
      'notice-incomplete',
      'More persons may be found later: say how many were told, or reported to HHS (`persons`), so that the rest is asked for then (45 CFR 164.404, 164.408).',
    );
  }
  if (kind === 'individuals' && !TO_INDIVIDUALS.has(way)) {
    throw new ChangeRefusedError(
      'notice-incomplete',
      'Individuals are told by first-class mail, or by e-mail where they agreed (45 CFR 164.404(d)(1)): record a call as `urgent`, and what takes the place of a letter as `substitute`.',
    );
  }
}

function isSame({ n, ...recorded }: Recorded<Notice>, notice: Notice): boolean {
  return canonicalJson({ ...recorded, n }) === canonicalJson({ ...notice, n });
}

function checkReminder(
  { clock, due, mark }: Extract<Change, { kind: 'reminder' }>,
  { reminders }: Incident,
  { dues }: Situation,
): void {
  if (reminders.some((sent) => sent.clock === clock && sent.due === due && sent.mark === mark)) {
    throw new ChangeRefusedError('reminded-already', 'This reminder was sent: each is sent once.');
  }
  const isDue = dues.some((each) => each.clock === clock && each.due === due);
  if (!isDue || dues.some((each) => each.clock === clock && each.done !== undefined)) {
    throw new ChangeRefusedError(
      'not-due',
      'Nothing is due by this clock on this day any more: reckon anew from the incident as it is.',
    );
  }
}
