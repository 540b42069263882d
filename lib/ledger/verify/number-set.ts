/**
 * Numbers that came by, as intervals: one, as long as they come nearly in order. Who leaves every
 * second number out makes as many intervals as numbers; for that case they are merged in by and by,
 * so that each costs no more than the logarithm of their count.
 */
export interface NumberSet {
  /** Adds a number; false when it was there. */
  readonly add: (n: number) => boolean;
  /** First and last number of each interval, in order. */
  readonly intervals: () => Iterable<readonly [number, number]>;
}

/** So many intervals are moved at once without a thought. */
const FEW = 4096;

/** @param few intervals up to which a number is put in between at once */
export function createNumberSet(few = FEW): NumberSet {
  let [from, to]: [number[], number[]] = [[], []];
  /** Numbers of no interval, which would have to move many. */
  const loose = new Set<number>();

  /** Takes the loose numbers into the intervals. */
  const settle = (): void => {
    if (loose.size === 0) return;
    const [oldFrom, oldTo] = [from, to];
    [from, to] = [[], []];
    const push = (first: number, last: number): void => {
      const end = to.length - 1;
      if (to[end] === first - 1) {
        to[end] = last;
        return;
      }
      from.push(first);
      to.push(last);
    };
    let at = 0;
    const pushBelow = (limit: number): void => {
      for (let first = oldFrom[at]; first !== undefined && first < limit; first = oldFrom[at]) {
        push(first, oldTo[at] ?? first);
        at += 1;
      }
    };
    for (const n of Float64Array.from(loose).toSorted()) {
      pushBelow(n);
      push(n, n);
    }
    pushBelow(Infinity);
    loose.clear();
  };

  return {
    add(n) {
      if (loose.size > 0 && loose.has(n)) return false;
      const last = to.length - 1;
      const end = to[last];
      if (end !== undefined && n === end + 1) {
        to[last] = n;
        return true;
      }
      // The first interval that begins after n.
      let [low, high] = [0, from.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((from[middle] ?? 0) > n) high = middle;
        else low = middle + 1;
      }
      const below = to[low - 1];
      if (below !== undefined && n <= below) return false;
      const [joinsBelow, joinsAbove] = [below === n - 1, from[low] === n + 1];
      if (joinsBelow !== joinsAbove) {
        if (joinsBelow) to[low - 1] = n;
        else from[low] = n;
      } else if (from.length - low > few) {
        loose.add(n);
        if (loose.size > from.length / 2) settle();
      } else if (joinsBelow) {
        to[low - 1] = to[low] ?? n;
        from.splice(low, 1);
        to.splice(low, 1);
      } else {
        from.splice(low, 0, n);
        to.splice(low, 0, n);
      }
      return true;
    },
    *intervals() {
      settle();
      for (const [at, first] of from.entries()) yield [first, to[at] ?? first];
    },
  };
}
