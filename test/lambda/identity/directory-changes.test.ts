import fc from 'fast-check';
import {
  awaitsTokens,
  failed,
  isLocked,
  isSignInGood,
  LOCK_MS,
  modified,
  newEntry,
  reactivated,
  refusalOf,
  signedIn,
  terminated,
  tokensGiven,
} from '../../../lambda/identity/directory-changes';
import type { DirectoryEntry, PersonDraft } from '../../../lambda/identity/directory-entry';
import { entryItem, readEntry } from '../../../lambda/identity/directory-entry';
import { DirectoryChangeError, UnreadableItemError } from '../../../lambda/identity/errors';
import type { Item } from '../../../lambda/shared/table';
import { NURSE, PATIENT } from './support/people';
import { NOW } from './support/tokens';

const MINUTE = 60_000;

/** So many failures, one a second. */
function failing(entry: DirectoryEntry, ...ids: readonly string[]): DirectoryEntry {
  return ids.reduce(
    (now, id, at) => failed(now, { id, at: NOW + at * 1000 }, NOW + at * 1000),
    entry,
  );
}

describe('a new account', () => {
  it('may do what its role may, at once', () => {
    expect(refusalOf(NURSE, NOW)).toBeUndefined();
    expect(readEntry(entryItem(NURSE))).toEqual(NURSE);
    expect(readEntry(entryItem(PATIENT))).toEqual(PATIENT);
  });

  it.each<[string, Partial<Record<keyof PersonDraft, unknown>>, string]>([
    ['a patient without a record', { role: 'patient' }, 'ownRecord'],
    ['a nurse with a record', { ownRecord: 'AAAAAAAAAAAAAAAAAAAAAA' }, 'ownRecord'],
    [
      'a record number in place of a pseudonym',
      { role: 'patient', ownRecord: '12345678' },
      'ownRecord',
    ],
    ['the zone as tenant', { tenant: '-' }, 'tenant'],
    ['a tenant in capitals', { tenant: 'Mercy' }, 'tenant'],
    ['an unknown role', { role: 'janitor' }, 'role'],
    ['a role by a name of Object', { role: 'constructor' }, 'role'],
    ['a department twice', { departments: ['icu', 'icu'] }, 'departments'],
    ['the name of a department', { departments: ['Intensive Care'] }, 'departments'],
    ['a zone that is none', { timeZone: 'Mars/Olympus' }, 'timeZone'],
    ['an offset', { timeZone: '+01:00' }, 'timeZone'],
    ['an address as user', { user: 'jane@example.com' }, 'user'],
    ['a shift that is none', { shift: 'late' }, 'shift'],
  ])('is not made with %s', (_, change, field) => {
    const make = (): DirectoryEntry => newEntry({ ...NURSE, ...change } as PersonDraft);
    expect(make).toThrow(DirectoryChangeError);
    expect(make).toThrow(field);
    const value = Object.values(change).flat().at(-1);
    expect(make).not.toThrow(`: ${String(value)}`);
  });
});

describe('an item of the table', () => {
  it.each<[string, Item]>([
    ['without a role', { role: '' }],
    ['with an attribute that nobody knows', { admin: true }],
    ['that is active although he left', { active: true, terminatedAt: NOW }],
    ['with a text as lock', { lockedUntil: '0' }],
    ['with too many failures', { failures: ['a', 'b', 'c', 'd', 'e'] }],
    ['without a version', { version: 0 }],
    ['with departments as a text', { departments: 'icu' }],
  ])('is not read %s', (_, change) => {
    expect(() => readEntry({ ...entryItem(NURSE), ...change })).toThrow(UnreadableItemError);
  });
});

describe('what an administrator does', () => {
  it('changes what he says and leaves the rest', () => {
    const changed = modified(NURSE, { departments: ['icu'], shift: 'night' }, NOW);
    expect(changed).toEqual({ ...NURSE, departments: ['icu'], shift: 'night' });
    expect(modified(NURSE, { role: undefined }, NOW)).toEqual(NURSE);
    expect(() => modified(NURSE, { role: 'patient' }, NOW)).toThrow(DirectoryChangeError);
  });

  it('ends the sessions of another role, and of no other change', () => {
    const changed = modified(NURSE, { role: 'attending-physician', shift: 'day' }, NOW);
    expect(changed).toMatchObject({ role: 'attending-physician', sessionsFrom: NOW });
    expect([isSignInGood(changed, NOW - 1), isSignInGood(changed, NOW)]).toEqual([false, true]);
    expect(readEntry(entryItem(changed))).toEqual(changed);
    expect(isSignInGood(modified(NURSE, { role: 'nurse' }, NOW), 0)).toBe(true);
    expect(isSignInGood(modified(NURSE, { departments: ['icu'] }, NOW), 0)).toBe(true);
    // What was ended stays so.
    expect(modified(changed, { shift: 'night' }, NOW + 1).sessionsFrom).toBe(NOW);
  });

  it('lets the record go with the role of a patient', () => {
    const changed = modified(PATIENT, { role: 'nurse' }, NOW);
    expect(changed.role).toBe('nurse');
    expect(changed).not.toHaveProperty('ownRecord');
  });

  it('denies everything to whoever left, at once, and until he is back', () => {
    const gone = terminated(NURSE, NOW);
    expect(gone).toMatchObject({ active: false, terminatedAt: NOW });
    expect(refusalOf(gone, NOW)).toBe('inactive');
    expect(refusalOf(gone, NOW + 365 * 24 * 60 * MINUTE)).toBe('inactive');
    expect(terminated(gone, NOW + 1)).toBe(gone);
    const back = reactivated(gone, NOW + MINUTE);
    expect(back).toEqual({ ...NURSE, sessionsFrom: NOW + MINUTE });
    expect(readEntry(entryItem(back))).toEqual(back);
    expect(reactivated(NURSE, NOW)).toBe(NURSE);
  });

  it('knows when he left, where that is told afterwards, and when the account was closed', () => {
    const gone = terminated(NURSE, NOW, NOW - MINUTE);
    expect(gone).toMatchObject({ active: false, terminatedAt: NOW - MINUTE, closedAt: NOW });
    expect(readEntry(entryItem(gone))).toEqual(gone);
    // Told again: the earlier counts, and the account was closed when it was closed.
    expect(terminated(gone, NOW + 1, NOW - MINUTE + 1)).toBe(gone);
    expect(terminated(gone, NOW + 1, NOW - 2 * MINUTE)).toEqual({
      ...gone,
      terminatedAt: NOW - 2 * MINUTE,
    });
    const told = terminated(terminated(NURSE, NOW), NOW + MINUTE, NOW - MINUTE);
    expect(told).toMatchObject({ terminatedAt: NOW - MINUTE, closedAt: NOW });
    expect(terminated(NURSE, NOW)).not.toHaveProperty('closedAt');
    expect(reactivated(gone, NOW + MINUTE)).toEqual({ ...NURSE, sessionsFrom: NOW + MINUTE });
    const year = 366 * 24 * 60 * MINUTE;
    expect(terminated(NURSE, NOW, NOW - year).terminatedAt).toBe(NOW - year);
    for (const leftAt of [NOW + 1, NOW - year - 1]) {
      expect(() => terminated(NURSE, NOW, leftAt)).toThrow(
        'leftAt: expected a time that is past, and at most a year ago.',
      );
    }
  });

  it('opens a locked account with reactivation', () => {
    const locked = failing(NURSE, 'a', 'b', 'c', 'd', 'e');
    expect(refusalOf(locked, NOW + MINUTE)).toBe('locked');
    const open = reactivated(locked, NOW + MINUTE);
    expect(refusalOf(open, NOW + MINUTE)).toBeUndefined();
    // Who was only locked goes on where he was.
    expect(isSignInGood(open, 0)).toBe(true);
    expect(readEntry(entryItem(open))).toEqual(open);
  });

  it('does not lock it anew for what is told again, or late, of the time before', () => {
    const locked = failing(NURSE, 'a', 'b', 'c', 'd', 'e');
    const open = reactivated(locked, NOW + MINUTE);
    expect(failing(open, 'a', 'b', 'c', 'd', 'e')).toBe(open);
    const tried = reactivated(failing(NURSE, 'a', 'b', 'c', 'd'), NOW + MINUTE);
    expect(failing(tried, 'a', 'b', 'c', 'd', 'e')).toBe(tried);
    const late = failed(open, { id: 'f', at: NOW + MINUTE }, NOW + MINUTE);
    expect(late.failures).toEqual(['f']);
  });
});

describe('failed sign-ins', () => {
  it('lock an account at the fifth in a row, for 30 minutes, and it opens by itself', () => {
    const four = failing(NURSE, 'a', 'b', 'c', 'd');
    expect(refusalOf(four, NOW + 4000)).toBeUndefined();
    const locked = failed(four, { id: 'e', at: NOW + 4000 }, NOW + 5000);
    expect(locked).toMatchObject({ lockedUntil: NOW + 5000 + LOCK_MS, lockedBy: 'e' });
    expect(refusalOf(locked, NOW + 5000 + LOCK_MS - 1)).toBe('locked');
    expect(refusalOf(locked, NOW + 5000 + LOCK_MS)).toBeUndefined();
    expect(isLocked(locked, NOW + 5000 + LOCK_MS)).toBe(false);
    expect(readEntry(entryItem(locked))).toEqual(locked);
  });

  it('count once however often they are told', () => {
    const four = failing(NURSE, 'a', 'b', 'c', 'd');
    expect(failing(four, 'a', 'd', 'b', 'c', 'a')).toBe(four);
    const locked = failing(four, 'e');
    expect(failing(locked, 'e', 'a', 'b', 'c', 'd')).toBe(locked);
  });

  it('do not lengthen a lock, and begin to count anew after it', () => {
    const locked = failing(NURSE, 'a', 'b', 'c', 'd', 'e');
    expect(failing(locked, 'f', 'g', 'h', 'i', 'j', 'k')).toBe(locked);
    const after = (locked.lockedUntil ?? 0) + 1;
    const again = failed(locked, { id: 'x', at: after }, after);
    expect(again.failures).toEqual(['x']);
    expect(refusalOf(again, after)).toBeUndefined();
  });

  it('count for nothing when they are told after the sign-in that came after them', () => {
    const inside = signedIn(failing(NURSE, 'a', 'b', 'c', 'd'), NOW + 10_000);
    expect(inside).not.toHaveProperty('failures');
    expect(failed(inside, { id: 'e', at: NOW + 9000 }, NOW + 20_000)).toBe(inside);
    expect(failed(inside, { id: 'f', at: NOW + 10_001 }, NOW + 20_000).failures).toEqual(['f']);
  });

  it('lock as a count of those since the last sign-in does, in whatever order and however often they are told', () => {
    const attempts = fc.array(
      fc.record({ at: fc.integer({ min: 1, max: 40 }), isSuccess: fc.boolean() }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(attempts, fc.infiniteStream(fc.nat(1000)), (made, random) => {
        const events = made.map((attempt, index) => ({ ...attempt, id: String(index) }));
        const failures = events.filter(({ isSuccess }) => !isSuccess);
        const lastSuccess = Math.max(
          0,
          ...events.filter(({ isSuccess }) => isSuccess).map(({ at }) => at),
        );
        // All told at once, after everything, shuffled, some twice.
        const signed = lastSuccess === 0 ? NURSE : signedIn(NURSE, NOW + lastSuccess);
        const told = [...failures, ...failures.filter(({ at }) => at % 2 === 0)]
          .map((failure) => ({ failure, place: random.next().value }))
          .toSorted((one, other) => one.place - other.place)
          .map(({ failure }) => failure);
        const end = told.reduce(
          (entry, { id, at }) => failed(entry, { id, at: NOW + at }, NOW + 100),
          signed,
        );
        const counted = failures.filter(({ at }) => at > lastSuccess).length;
        expect(isLocked(end, NOW + 100)).toBe(counted >= 5);
        expect(end.failures ?? []).toHaveLength(counted < 5 ? counted : 0);
      }),
    );
  });
});

it('gives out tokens once for a sign-in, within six minutes', () => {
  expect(awaitsTokens(NURSE, NOW)).toBe(false);
  const inside = signedIn(NURSE, NOW);
  expect(awaitsTokens(inside, NOW + 6 * MINUTE)).toBe(true);
  expect(awaitsTokens(inside, NOW + 6 * MINUTE + 1)).toBe(false);
  expect(awaitsTokens(tokensGiven(inside), NOW)).toBe(false);
  expect(tokensGiven(inside).signedInAt).toBe(NOW);
});
