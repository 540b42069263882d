import { UnavailableError } from '../../../../../lambda/access/errors';
import { copyIn, copyName } from '../../../../../lambda/phi/keys/copy';
import type { DataKeys, UsableKey, WrappedKey } from '../../../../../lambda/phi/keys/data-keys';
import { PHI_TABLES } from '../../../../../lambda/phi/tables';
import { errorChain } from '../../../../../lambda/shared/errors';
import type { Item, Table } from '../../../../../lambda/shared/table';
import { seeded } from '../../../ledger/model/random';
import { memoryTable } from '../../../support/memory-table';
import type { Caller } from './calls';
import { createCalls, everybodyStandsStill } from './calls';
import type { Copy } from './ports';
import { archiveFor, tableFor, wrapperFor } from './ports';
import type { Variant } from './variants';

/** Small, so that keys run out all the time. */
export const LIMIT = { perKey: 14, perBlock: 4 } as const;
const EPOCH_DAYS = 1;
const [SECOND, MINUTE, DAY] = [1000, 60_000, 86_400_000];
const TENANTS = ['clinic-a', 'clinic-b'];
/** How far the clock of a container may be from that of another. */
const SKEW_MS = 2000;
const TURNS = 30;
const FAULTS = 6;
const MOST_STEPS = 2000;

interface Container extends Caller {
  readonly keys: DataKeys;
  readonly clock: () => number;
  running: number;
}

/** A field that was encrypted: with what, so that one sees whether it can be read. */
interface Field {
  readonly tenant: string;
  readonly kid: string;
  readonly secret: string;
}

/** What is looked at of an item that is written. */
interface Written {
  readonly tenant: string;
  readonly kid: string;
  readonly of: string;
  readonly epoch: number;
}

/** What became of a schedule. */
export interface Outcome {
  /** What must not happen, and did. */
  readonly complaints: readonly string[];
  readonly fields: number;
  readonly keys: number;
  readonly usedUp: number;
  readonly steps: number;
}

/** A stand-in for a CryptoKey tells what it is made of. */
export const secretOf = (key: UsableKey['key']): string =>
  (key as unknown as { secret: string }).secret;

/** Runs one schedule to its end. */
export async function runSchedule(seed: number, variant: Variant): Promise<Outcome> {
  const world = createWorld(seed, variant);
  await world.storm();
  await world.calm();
  await world.loseTable();
  return world.outcome();
}

function createWorld(seed: number, { createDataKeys, restoredItem }: Variant) {
  const random = seeded(seed);
  const calls = createCalls(random);
  const table = memoryTable(PHI_TABLES.dataKeys);
  const copies = new Map<string, Copy>();
  /** As it stands in the items. */
  const reserved = new Map<string, number>();
  const containers: Container[] = [];
  const fields: Field[] = [];
  const used = new Map<string, number>();
  /** Until when each key was the one that encrypts. */
  const current = new Map<string, { readonly kid: string; readonly epoch: number }>();
  const replacedAt = new Map<string, number>();
  const complaints = new Set<string>();
  let time = Date.UTC(2026, 11, 1);
  let steps = 0;
  /** A clock that goes back tells nobody how old something is. */
  const clockGoesBack = random.chance(0.15);

  const copyOf = (tenant: string, kid: string): WrappedKey | undefined => {
    const key = copies.get(copyName({ kid }))?.key;
    return key?.tenant === tenant ? key : undefined;
  };

  /** Watches how much of each key is reserved. */
  async function update(...change: Parameters<Table['update']>): Promise<Item> {
    const item = await table.update(...change);
    reserved.set(String(change[0]['kid']), Number(item['reserved']));
    return item;
  }

  /** Watches which keys there are, and which one encrypts. */
  async function put(...[item, when]: Parameters<Table['put']>): Promise<void> {
    await table.put(item, when);
    const { tenant, kid, of, epoch } = item as typeof item & Written;
    if (kid !== 'current') return void reserved.set(kid, Number(item['reserved']));
    const before = current.get(tenant);
    // The second arrival of a write that changes nothing.
    if (before?.kid === of) return;
    if (before !== undefined && before.epoch >= epoch) complaints.add('an older key came back');
    if (before !== undefined) replacedAt.set(before.kid, time);
    current.set(tenant, { kid: of, epoch });
  }

  function newContainer(): Container {
    const skew = random.below(2 * SKEW_MS) - SKEW_MS;
    const clock = (): number => time + skew;
    const caller: Caller = { alive: true };
    const keys = createDataKeys({
      table: tableFor(calls, caller, { ...table, put, update }),
      wrapper: wrapperFor(calls, caller),
      archive: archiveFor(calls, caller, copies),
      limits: { epochDays: EPOCH_DAYS, keyCacheMinutes: 5 },
      now: clock,
      random: (bytes) => Uint8Array.from({ length: bytes }, () => random.below(256)),
      uses: LIMIT,
    });
    const container = Object.assign(caller, { keys, clock, running: 0 });
    containers.push(container);
    return container;
  }

  /** Runs a call of a container beside the others; `done` hears of what came of it unless it crashed. */
  function start<T>(
    container: Container,
    call: () => Promise<T>,
    done: (result: T) => void,
    failed: (error: unknown) => void,
  ): void {
    container.running += 1;
    const over = (): boolean => {
      container.running -= 1;
      return container.alive;
    };
    call().then(
      (result) => {
        if (over()) done(result);
      },
      (error: unknown) => {
        if (over()) failed(error);
      },
    );
  }

  /** Anything but 503 is a mistake, also when everything fails. */
  const mayFail = (error: unknown): void => {
    if (!(error instanceof UnavailableError)) complaints.add(`failed by ${errorChain(error)}`);
  };
  const mustNotFail = (error: unknown): void => {
    complaints.add(`failed while nothing else did: ${errorChain(error)}`);
  };

  function encrypt(container: Container, tenant: string, failed: typeof mayFail): void {
    const uses = 1 + random.below(LIMIT.perBlock);
    start(
      container,
      () => container.keys.toEncrypt(tenant, uses),
      ({ kid, key, epoch }) => {
        fields.push({ tenant, kid, secret: secretOf(key) });
        const copy = copyOf(tenant, kid);
        const usedNow = (used.get(kid) ?? 0) + uses;
        used.set(kid, usedNow);
        if (copy === undefined) complaints.add('a key without a copy encrypted');
        if (!reserved.has(kid)) complaints.add('a key without an item encrypted');
        if (copy?.epoch !== epoch) complaints.add('a key of another epoch');
        if (usedNow > LIMIT.perKey) complaints.add('a key was used too often');
        if (usedNow > (reserved.get(kid) ?? 0)) complaints.add('used before it was reserved');
        if (container.clock() >= (copy?.endsAt ?? 0))
          complaints.add('a key encrypted after its end');
        const isCurrent = current.get(tenant)?.kid === kid;
        const wasCurrent = time - (replacedAt.get(kid) ?? -Infinity) < MINUTE;
        if (!isCurrent && !wasCurrent && !clockGoesBack) {
          complaints.add('a key encrypted that is none, or is not the one for more than a minute');
        }
      },
      failed,
    );
  }

  function decrypt(container: Container, field: Field, failed: typeof mayFail): void {
    start(
      container,
      () => container.keys.toDecrypt(field.tenant, field.kid),
      (key) => {
        if (key === undefined) complaints.add('the key of a field is gone');
        else if (secretOf(key) !== field.secret) complaints.add('the key of a field is another');
      },
      failed,
    );
  }

  function rotate(container: Container, tenant: string, failed: typeof mayFail): void {
    const before = current.get(tenant)?.kid;
    const startedAt = time;
    start(
      container,
      () => container.keys.rotate(tenant),
      ({ kid }) => {
        if (copyOf(tenant, kid) === undefined) complaints.add('rotated to a key without a copy');
        if (kid !== before || before === undefined) return;
        const age = startedAt - (copyOf(tenant, before)?.createdAt ?? 0);
        if (age > MINUTE + 2 * SKEW_MS && !clockGoesBack)
          complaints.add('an old key was not ended');
      },
      failed,
    );
  }

  const someContainer = (): Container => {
    const alive = containers.filter((one) => one.alive);
    return alive.length === 0 || (alive.length < 3 && random.chance(0.2))
      ? newContainer()
      : random.pick(alive);
  };

  function passTime(): void {
    if (clockGoesBack && random.chance(0.3))
      time -= random.pick([10 * SECOND, 90 * SECOND, DAY / 2]);
    else
      time += random.pick([
        SECOND,
        20 * SECOND,
        45 * SECOND,
        65 * SECOND,
        6 * MINUTE,
        DAY / 2,
        DAY,
      ]);
  }

  async function step(faults: boolean): Promise<'well' | 'fault'> {
    steps += 1;
    if (steps > MOST_STEPS) throw new Error('it does not come to an end');
    return calls.step(faults);
  }

  async function storm(): Promise<void> {
    const tenants = random.chance(0.2) ? TENANTS : TENANTS.slice(0, 1);
    let faults = random.below(FAULTS + 1);
    for (let turn = 0; turn < TURNS; turn += 1) {
      const choice = random.below(16);
      const container = someContainer();
      const tenant = random.pick(tenants);
      if (choice < 5 && container.running < 4) encrypt(container, tenant, mayFail);
      else if (choice === 5 && container.running < 4) rotate(container, tenant, mayFail);
      else if (choice === 6 && fields.length > 0) decrypt(container, random.pick(fields), mayFail);
      else if (choice === 7) passTime();
      else if (choice === 8 && calls.late() > 0) await calls.land();
      // What needs no call is over before time goes by.
      await everybodyStandsStill();
      for (let left = random.below(7); left > 0 && calls.waiting() > 0; left -= 1) {
        if ((await step(faults > 0)) === 'fault') faults -= 1;
      }
    }
  }

  async function finish(): Promise<void> {
    await everybodyStandsStill();
    while (calls.waiting() > 0) await step(false);
  }

  /** From here on nothing fails: whoever is left encrypts, and whoever comes reads everything. */
  async function calm(): Promise<void> {
    await finish();
    if (random.chance(0.5)) while (calls.late() > 0) await calls.land();
    for (const tenant of TENANTS) {
      for (const container of containers.filter(({ alive }) => alive)) {
        encrypt(container, tenant, mustNotFail);
      }
      await finish();
    }
    await readAll();
    while (calls.late() > 0) await calls.land();
    time += 2 * MINUTE;
    encrypt(someContainer(), random.pick(TENANTS), mustNotFail);
    rotate(someContainer(), random.pick(TENANTS), mustNotFail);
    await finish();
    await readAll();
  }

  async function readAll(): Promise<void> {
    const fresh = newContainer();
    const eachKey = new Map(fields.map((field) => [field.kid, field]));
    for (const field of eachKey.values()) decrypt(fresh, field, mustNotFail);
    await finish();
  }

  /** All items are lost, or all but those that say which key encrypts; the copies are put back. */
  async function loseTable(): Promise<void> {
    const kept = random.chance(0.5);
    for (const { tenant, kid } of table.all() as readonly { tenant: string; kid: string }[]) {
      if (!kept || kid !== 'current') await table.delete({ tenant, kid });
    }
    for (const container of containers) container.alive = false;
    for (const { text } of copies.values()) {
      const key = copyIn(text);
      if (key !== undefined) await put(restoredItem(key));
    }
    await readAll();
    const restored = new Set(fields.map(({ kid }) => kid));
    if (!kept) current.clear();
    const before = fields.length;
    for (const tenant of TENANTS) encrypt(newContainer(), tenant, mustNotFail);
    await finish();
    if (fields.slice(before).some(({ kid }) => restored.has(kid))) {
      complaints.add('a restored key encrypts');
    }
  }

  return {
    storm,
    calm,
    loseTable,
    outcome: (): Outcome => ({
      complaints: [...complaints],
      fields: fields.length,
      keys: used.size,
      usedUp: [...used.values()].filter((uses) => uses > LIMIT.perKey - 2 * LIMIT.perBlock).length,
      steps,
    }),
  };
}
