import { copyName, copyText } from '../../lambda/phi/keys/copy';
import type { WrappedKey } from '../../lambda/phi/keys/data-keys';
import type { Item } from '../../lambda/shared/table';
import type { Command } from '../../lib/cli/command';
import { COMMANDS } from '../../lib/cli/commands';
import { main } from '../../lib/cli/main';
import { phiCommand } from '../../lib/cli/phi';
import { createPhiRestoreKeysCommand } from '../../lib/cli/phi-restore-keys';
import { CommandError } from '../../lib/aws/command-error';
import type { KeyTable } from '../../lib/phi/key-table';
import { fakeIo } from '../cli/fake-io';
import { keyWorld } from '../lambda/phi/support/memory-keys';
import { createFakeBucket } from '../support/ledger/fake-bucket';

const DAY = 86_400_000;

/** Two tenants of three keys each, and a bucket with a copy of each. */
async function lostWorld() {
  const world = keyWorld();
  for (let at = 0; at < 3; at += 1) {
    for (const tenant of ['clinic-a', 'clinic-b']) {
      const keys = world.container();
      await (at === 0 ? keys.toEncrypt(tenant, 1) : keys.rotate(tenant));
    }
    world.pass(DAY);
  }
  const bucket = createFakeBucket(4);
  for (const key of world.archive.copies.values()) {
    bucket.put(copyName(key), Buffer.from(copyText(key)), key.createdAt);
  }
  return { ...world, bucket, keys: [...world.archive.copies.values()] };
}

type StoredItem = Item & { readonly tenant: string; readonly kid: string };
type World = Awaited<ReturnType<typeof lostWorld>>;

/** The table as the command sees it, in pages of two. */
function tableOf({ table }: World, before: () => void = () => undefined): KeyTable {
  return {
    async *items() {
      const items = table.all() as readonly StoredItem[];
      for (let at = 0; at < items.length; at += 2) {
        yield items.slice(at, at + 2).map((item) => ({ tenant: item.tenant, kid: item.kid, item }));
      }
      before();
    },
    async putNew(item) {
      const isThere = table
        .all()
        .some(({ tenant, kid }) => tenant === item['tenant'] && kid === item['kid']);
      if (isThere) return 'exists';
      await table.put(item);
      return 'created';
    },
  };
}

async function hlz(
  world: World,
  line: string,
  {
    table = tableOf(world),
    interrupted = false,
  }: { readonly table?: KeyTable; readonly interrupted?: boolean } = {},
) {
  const command = createPhiRestoreKeysCommand({
    openBucket: (bucket) => {
      if (bucket !== 'ledger-bucket') throw new CommandError('NoSuchBucket.');
      return world.bucket;
    },
    openTable: () => table,
    onInterrupt: (stop) => {
      if (interrupted) stop();
      return () => undefined;
    },
  });
  const phi: Command = {
    ...phiCommand,
    subcommands: (phiCommand.subcommands ?? []).map((other) =>
      other.name === command.name ? command : other,
    ),
  };
  const { io, printed } = fakeIo();
  const args = ['phi', 'restore-keys', ...line.split(' ').filter((word) => word !== '')];
  const exitCode = await main(args, io, [phi, ...COMMANDS]);
  return { exitCode, ...printed };
}

const GIVEN = '--bucket ledger-bucket --table data-keys';

/** What the command ends with, as JSON. */
async function endOf(world: World, flags = '', options: Parameters<typeof hlz>[2] = {}) {
  const { exitCode, stdout } = await hlz(world, `${GIVEN} --json ${flags}`, options);
  const end = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as {
    readonly exitCode: number;
    readonly findings: readonly { readonly kind: string; readonly at: string }[];
  } & Readonly<Record<string, unknown>>;
  expect(end.exitCode).toBe(exitCode);
  return end;
}

const kindsOf = (end: Awaited<ReturnType<typeof endOf>>): readonly (readonly string[])[] =>
  end.findings.map(({ kind, at }) => [kind, at]);

async function wipe({ table }: World, isLost: (item: Item) => boolean = () => true): Promise<void> {
  for (const item of table.all() as readonly StoredItem[]) {
    if (isLost(item)) await table.delete({ tenant: item.tenant, kid: item.kid });
  }
}

const first = ({ keys }: World): WrappedKey => {
  const [key] = keys;
  if (key === undefined) throw new Error('no keys');
  return key;
};

test('finds nothing to do while each key has its item and its copy', async () => {
  const world = await lostWorld();
  const before = world.table.writes();
  expect(await hlz(world, `${GIVEN} --write`)).toEqual({
    exitCode: 0,
    stdout: '6 data keys of 2 tenants have a copy; 0 of them had no item in the table.\n',
    stderr: '',
  });
  expect(world.table.writes()).toBe(before);
});

test('says without --write what is missing, and changes nothing', async () => {
  const world = await lostWorld();
  await wipe(world);
  const { exitCode, stdout } = await hlz(world, GIVEN);
  expect(exitCode).toBe(1);
  expect(stdout).toContain('6 of them had no item in the table.');
  for (const { tenant, kid } of world.keys) expect(stdout).toContain(`  ${tenant}/${kid}\n`);
  expect(stdout).toContain('Nothing was changed.');
  expect(world.table.all()).toEqual([]);
});

test('puts a lost table back: all fields can be read, and a new key encrypts', async () => {
  const world = await lostWorld();
  await wipe(world);
  const { exitCode, stdout } = await hlz(world, `${GIVEN} --write`);
  expect(exitCode).toBe(0);
  expect(stdout).toContain('6 were put back. They decrypt, and encrypt nothing more.');
  const keys = world.container();
  for (const { tenant, kid } of world.keys) expect(await keys.toDecrypt(tenant, kid)).toBeDefined();
  const next = await keys.toEncrypt('clinic-a', 1);
  expect(world.keys.map(({ kid }) => kid)).not.toContain(next.kid);
});

test('puts back the key that encrypts so that it only decrypts: how often it was used is not known', async () => {
  const world = await lostWorld();
  await wipe(world, ({ kid }) => kid !== 'current');
  const [last] = world.keys.filter(({ tenant }) => tenant === 'clinic-a').slice(-1);
  expect(await endOf(world, '--write')).toMatchObject({ exitCode: 0, restored: 6, findings: [] });
  const { kid } = await world.container().toEncrypt('clinic-a', 1);
  expect(kid).not.toBe(last?.kid);
});

test('changes no item that is there, and says when it differs', async () => {
  const world = await lostWorld();
  const { tenant, kid } = first(world);
  await world.table.update({ tenant, kid }, { set: { wrapped: 'AAAA', epoch: 9 } });
  const end = await endOf(world, '--write');
  expect(end).toMatchObject({ exitCode: 1, restored: 0 });
  expect(end.findings).toEqual([
    {
      kind: 'item-differs',
      at: `${tenant}/${kid}`,
      problem: 'differs from its copy in epoch, wrapped',
    },
  ]);
  expect(world.table.all().find((item) => item['kid'] === kid)).toMatchObject({ wrapped: 'AAAA' });
});

test('restores from the first version, whatever was written or marked over it', async () => {
  const world = await lostWorld();
  const { tenant, kid } = first(world);
  const name = copyName({ kid });
  world.bucket.put(name, Buffer.from('{}'), world.now());
  world.bucket.mark(name, world.now());
  await wipe(world);
  const end = await endOf(world, '--write');
  expect(end).toMatchObject({ exitCode: 1, restored: 6 });
  expect(kindsOf(end)).toEqual([
    ['copy-deleted', name],
    ['copy-written-twice', name],
  ]);
  expect(await world.container().toDecrypt(tenant, kid)).toBeDefined();
});

test.each([
  ['is no key', (): string => 'nothing'],
  ['is the key of another name', (other: WrappedKey): string => copyText(other)],
])('puts back no copy that %s, and names it', async (_, textOf) => {
  const world = await lostWorld();
  const [key, other] = world.keys;
  if (key === undefined || other === undefined) throw new Error('no keys');
  world.bucket.objects.delete(copyName(key));
  world.bucket.put(copyName(key), Buffer.from(textOf(other)), 0);
  await wipe(world, ({ kid }) => kid === key.kid);
  const end = await endOf(world, '--write');
  expect(end).toMatchObject({ exitCode: 1, restored: 0, keys: 5 });
  expect(kindsOf(end)).toEqual([
    // The key of this clinic that encrypts is another one.
    ['copy-unreadable', copyName(key)],
  ]);
});

test('puts back nothing that came otherwise than it is stored', async () => {
  const world = await lostWorld();
  await wipe(world);
  const { fetch } = world.bucket;
  const [key, other] = world.keys;
  if (key === undefined || other === undefined) throw new Error('no keys');
  const bytes = Buffer.from(copyText({ ...key, wrapped: other.wrapped }));
  const bucket = {
    ...world.bucket,
    fetch: async (version: Parameters<typeof fetch>[0]) => {
      const object = await fetch(version);
      return version.key === copyName(key) ? { ...object, bytes } : object;
    },
  };
  const end = await endOf({ ...world, bucket }, '--write');
  expect(end).toMatchObject({ exitCode: 1, restored: 5 });
  expect(kindsOf(end)).toEqual([['copy-unreadable', copyName(key)]]);
});

test('names keys without a copy, items that are none, and a pointer to nothing', async () => {
  const world = await lostWorld();
  const [key, other] = world.keys;
  if (key === undefined || other === undefined) throw new Error('no keys');
  world.bucket.objects.delete(copyName(key));
  await world.table.update({ tenant: other.tenant, kid: other.kid }, { set: { endsAt: 'never' } });
  const of = 'AAAAAAAAAAAAAAAAAAAAAA';
  await world.table.update({ tenant: 'clinic-a', kid: 'current' }, { set: { of } });
  const end = await endOf(world, '--write');
  expect(end).toMatchObject({ exitCode: 1, missing: [], restored: 0 });
  expect(new Set(kindsOf(end))).toEqual(
    new Set([
      ['copy-missing', `${key.tenant}/${key.kid}`],
      ['current-without-key', 'clinic-a/current'],
      ['item-unreadable', `${other.tenant}/${other.kid}`],
    ]),
  );
});

test('says nothing of a key that is made meanwhile', async () => {
  const world = await lostWorld();
  const created: Promise<unknown>[] = [];
  const table = tableOf(world, () => {
    const { kid: _, ...key } = first(world);
    const made = { ...key, kid: 'AAAAAAAAAAAAAAAAAAAAAA' };
    world.bucket.put(copyName(made), Buffer.from(copyText(made)), 0);
    created.push(world.table.put({ ...made, reserved: 0 }));
  });
  const end = await endOf(world, '--write', { table });
  expect(end).toMatchObject({ exitCode: 0, missing: [], restored: 0, findings: [] });
});

test('stops when it is told to, and goes on the next time', async () => {
  const world = await lostWorld();
  await wipe(world);
  expect(await endOf(world, '--write', { interrupted: true })).toMatchObject({
    exitCode: 3,
    outcome: 'interrupted',
  });
  const { exitCode, stderr } = await hlz(world, `${GIVEN} --write`, { interrupted: true });
  expect(exitCode).toBe(3);
  expect(stderr).toContain('Interrupted.');
  expect(await endOf(world, '--write')).toMatchObject({ exitCode: 0, restored: 6 });
});

test('says why it cannot run, and what is missing on the command line', async () => {
  const world = await lostWorld();
  const lost = await hlz(world, '--bucket other --table data-keys');
  expect(lost).toEqual({
    exitCode: 2,
    stdout: '',
    stderr: 'hlz phi restore-keys: NoSuchBucket.\n',
  });
  expect(await endOf(world, '', { table: { ...tableOf(world), items: failing } })).toMatchObject({
    exitCode: 2,
    message: 'ResourceNotFoundException.',
  });
  for (const [line, said] of [
    ['--table data-keys', '--bucket is missing'],
    ['--bucket ledger-bucket', '--table is missing'],
    [`${GIVEN} more`, 'expected options only'],
  ] as const) {
    const { exitCode, stderr } = await hlz(world, line);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(said)]);
  }
});

// oxlint-disable-next-line require-yield -- it throws instead
async function* failing(): AsyncGenerator<never> {
  throw new CommandError('ResourceNotFoundException.');
}
