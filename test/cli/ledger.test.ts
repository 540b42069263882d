import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatVerifierKey } from '../../lambda/ledger/note/signed-note';
import { segmentKey, zoneCheckpointKey } from '../../lambda/ledger/format/layout';
import type { Command } from '../../lib/cli/command';
import { COMMANDS } from '../../lib/cli/commands';
import { ledgerCommand } from '../../lib/cli/ledger';
import { createLedgerExportCommand } from '../../lib/cli/ledger-export';
import { createLedgerKeyCommand } from '../../lib/cli/ledger-key';
import { main } from '../../lib/cli/main';
import { LedgerCommandError } from '../../lib/ledger/errors';
import type { World } from '../support/ledger/world';
import { idOf, PREFIX, sampleWorld, STEPS, testKey } from '../support/ledger/world';
import { fakeIo } from './fake-io';

const { key, publicKey } = testKey(7);
const VKEY = formatVerifierKey(key);

let world: World;
let cwd: string;
let event: Buffer;

/** `hlz ledger` with a bucket in memory and a KMS that knows one key. */
function ledger(): Command {
  const commands = [
    createLedgerExportCommand({
      openBucket: (bucket) => {
        if (bucket !== 'ledger-bucket') throw new LedgerCommandError('NoSuchBucket.');
        return world.bucket;
      },
      onInterrupt: () => () => undefined,
    }),
    createLedgerKeyCommand({
      getPublicKey: async () => publicKey.export({ format: 'der', type: 'spki' }),
    }),
  ];
  return {
    ...ledgerCommand,
    subcommands: (ledgerCommand.subcommands ?? []).map(
      (command) => commands.find(({ name }) => name === command.name) ?? command,
    ),
  };
}

async function hlz(line: string, isTTY = false) {
  const { io, printed } = fakeIo({ cwd, isTTY });
  const exitCode = await main(['ledger', ...line.split(' ')], io, [ledger(), ...COMMANDS]);
  return { exitCode, ...printed };
}

function json(text: string): readonly Readonly<Record<string, unknown>>[] {
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
}

beforeAll(async () => {
  world = await sampleWorld(21, 120);
  cwd = mkdtempSync(join(tmpdir(), 'hlz-ledger-'));
  event =
    [...world.bucket.objects].flatMap(([name, versions]) =>
      name.startsWith('ledger/spool/') ? (versions[0]?.bytes ?? []) : [],
    )[0] ?? Buffer.alloc(0);
  writeFileSync(join(cwd, 'key.vkey'), `${VKEY}\n`);
  await hlz('export --bucket ledger-bucket --to out');
});
afterAll(() => rmSync(cwd, { recursive: true }));

/** RFC 6962, section 2.1. */
function hashOf(leaf: Buffer): string {
  return createHash('sha256').update(Buffer.of(0)).update(leaf).digest('base64');
}

it('exports, verifies, proves and checks the proof', async () => {
  const copied = await hlz('export --bucket ledger-bucket --to copy');
  expect(copied).toMatchObject({ exitCode: 0, stderr: '' });
  expect(copied.stdout).toContain(`Ledger ${PREFIX} in copy:`);
  expect(copied.stdout).toContain('leaves laid out');

  const verified = await hlz('verify copy --key key.vkey');
  expect(verified).toMatchObject({ exitCode: 0, stderr: '' });
  expect(verified.stdout).toContain('\nVerified.\n');
  expect(verified.stdout).toContain(`number ${String(STEPS - 1)}, signed at 2026-01-1`);

  const id = idOf(event);
  const proved = await hlz(`prove ${id} --from copy --key ${VKEY} --out event.tlog-proof`);
  expect(proved).toMatchObject({ exitCode: 0, stderr: '' });
  expect((await hlz(`prove ${id} --from copy --key ${VKEY} --out copy`)).stderr).toBe(
    'hlz ledger prove: copy: it is a directory, expected a file (EISDIR).\n',
  );
  const printed = await hlz(`prove ${id} --from copy --key ${VKEY}`);
  expect(printed.stdout).toBe(readFileSync(join(cwd, 'event.tlog-proof'), 'utf8'));
  const checked = await hlz(`verify-proof event.tlog-proof --key ${VKEY}`);
  expect(checked).toMatchObject({ exitCode: 0, stderr: '' });
  expect(checked.stdout).toMatch(
    /^Proven: leaf \d+ of mercy\.hlz\/444455556666\/us-east-1\/spool, /,
  );
  expect(checked.stdout).toContain(event.toString());
  // What a row of a report and a receipt have beside the event.
  expect(checked.stdout).toContain(`\nLeaf hash ${hashOf(event)}\n`);
});

it('says all of it as JSON', async () => {
  const [copied] = json((await hlz('export --bucket ledger-bucket --to out --json')).stdout).slice(
    -1,
  );
  expect(copied).toMatchObject({
    event: 'end',
    exitCode: 0,
    outcome: 'done',
    origin: PREFIX,
    fetched: 0,
  });
  const [verified] = json((await hlz('verify out --key key.vkey --json')).stdout).slice(-1);
  expect(verified).toMatchObject({ event: 'end', exitCode: 0, outcome: 'verified', faults: 0 });
  const id = idOf(event);
  const proved = json((await hlz(`prove ${id} --from out --key key.vkey --json`)).stdout);
  expect(proved).toMatchObject([{ exitCode: 0, outcome: 'proven', id, log: 'spool' }]);
  writeFileSync(join(cwd, 'json.tlog-proof'), String(proved[0]?.['proof']));
  expect(
    json((await hlz('verify-proof json.tlog-proof --key key.vkey --json')).stdout),
  ).toMatchObject([
    { exitCode: 0, outcome: 'proven', leaf: event.toString(), leafHash: hashOf(event) },
  ]);
});

it('shows a bar on a terminal, beside what it prints', async () => {
  const { stdout, stderr } = await hlz('verify out --key key.vkey', true);
  expect(stderr).toContain(`\r\u001B[2Kobjects  [${'#'.repeat(30)}] 100 % of `);
  expect(stdout).not.toContain('\r');
});

describe('what was tampered with', () => {
  const place = segmentKey('shardId-000000000001', 0);
  beforeAll(async () => {
    await hlz('export --bucket ledger-bucket --to bad');
    writeFileSync(join(cwd, 'bad/objects', place), 'garbage');
  });

  it('is named, with exit code 1', async () => {
    const { exitCode, stdout } = await hlz('verify bad --key key.vkey');
    expect(exitCode).toBe(1);
    expect(stdout).toContain('NOT VERIFIED: 1 fault, the first bad position first:\n');
    expect(stdout).toContain(`  changed  ${place}: its bytes are not those that were fetched`);
  });

  it('is named as JSON', async () => {
    const lines = json((await hlz('verify bad --key key.vkey --json')).stdout);
    expect(lines).toContainEqual(
      expect.objectContaining({ event: 'fault', kind: 'changed', place }),
    );
    expect(lines.at(-1)).toMatchObject({
      event: 'end',
      exitCode: 1,
      outcome: 'not-verified',
      faults: 1,
    });
  });
});

it('compares with a note that was kept', async () => {
  const kept = world.zone.at(-1);
  writeFileSync(join(cwd, 'kept.note'), kept ?? '');
  expect(await hlz('verify out --key key.vkey --expect kept.note')).toMatchObject({ exitCode: 0 });
  rmSync(join(cwd, 'cut'), { recursive: true, force: true });
  const newest = zoneCheckpointKey(STEPS - 1);
  const versions = world.bucket.objects.get(newest) ?? [];
  world.bucket.objects.delete(newest);
  await hlz('export --bucket ledger-bucket --to cut');
  world.bucket.objects.set(newest, versions);
  expect(await hlz('verify cut --key key.vkey')).toMatchObject({ exitCode: 0 });
  const { exitCode, stdout } = await hlz('verify cut --key key.vkey --expect kept.note');
  expect({ exitCode, named: stdout.includes('truncated  ') }).toEqual({ exitCode: 1, named: true });
});

it('accepts shorter locks that can be lifted only when it is told to', async () => {
  expect(await hlz('verify out --key key.vkey --retention-days 2193')).toMatchObject({
    exitCode: 1,
  });
  expect(await hlz('verify out --key key.vkey --retention-days 1 --lock governance')).toMatchObject(
    { exitCode: 0 },
  );
});

it('prints the verifier key, from KMS or from a file', async () => {
  const pem = publicKey.export({ format: 'pem', type: 'spki' });
  const der = publicKey.export({ format: 'der', type: 'spki' });
  writeFileSync(join(cwd, 'key.pem'), pem);
  writeFileSync(join(cwd, 'key.der'), der);
  writeFileSync(join(cwd, 'key.txt'), der.toString('base64'));
  // As `aws kms get-public-key` prints it.
  const answer = {
    KeyId: 'arn:aws:kms:us-east-1:444455556666:key/0000',
    PublicKey: der.toString('base64'),
    KeySpec: 'ECC_NIST_EDWARDS25519',
    KeyUsage: 'SIGN_VERIFY',
  };
  writeFileSync(join(cwd, 'key.json'), `${JSON.stringify(answer, undefined, 4)}\n`);
  for (const from of [
    '--key-id alias/hlz/mercy/checkpoint',
    '--pem key.pem',
    '--pem key.der',
    '--pem key.txt',
    '--pem key.json',
  ]) {
    expect(await hlz(`key --origin ${PREFIX} ${from}`)).toEqual({
      exitCode: 0,
      stdout: `${VKEY}\n`,
      stderr: '',
    });
  }
});

it('prints the verifier key as JSON', async () => {
  const { exitCode, stdout } = await hlz(`key --origin ${PREFIX} --key-id alias/x --json`);
  expect(exitCode).toBe(0);
  expect(json(stdout)).toEqual([
    { event: 'end', exitCode: 0, outcome: 'done', name: PREFIX, key: VKEY },
  ]);
  const [end] = json((await hlz(`key --origin ${PREFIX} --pem none --json`)).stdout);
  expect(end).toMatchObject({ event: 'end', exitCode: 2, outcome: 'failed' });
});

it('lets no name of a file print a line of its own', async () => {
  await hlz('export --bucket ledger-bucket --to named');
  writeFileSync(join(cwd, 'named/objects/x\nVerified.\ny\u001B[31m'), '');
  const { exitCode, stdout } = await hlz('verify named --key key.vkey');
  expect(exitCode).toBe(1);
  expect(stdout).toContain('inserted  x\uFFFDVerified.\uFFFDy\uFFFD[31m: ');
  expect(stdout.split('\n')).not.toContain('Verified.');
});

it('shows an argument only so that it does nothing to a terminal', async () => {
  for (const line of ['key --origin x\u001B[31m --pem key.pem', 'verify out a\nb\u001B[31m']) {
    const { exitCode, stderr } = await hlz(line);
    expect(exitCode).toBe(2);
    expect(stderr).not.toContain('\u001B');
  }
});

it('reads a key from a plain file only: it waits for nobody', async () => {
  execFileSync('mkfifo', [join(cwd, 'pipe')]);
  const { exitCode, stderr } = await hlz('verify out --key pipe');
  expect({ exitCode, stderr }).toEqual({
    exitCode: 2,
    stderr: 'hlz ledger verify: pipe is no plain file: expected one.\n',
  });
});

it('says that hlz itself can be wrong', async () => {
  expect((await hlz('--help')).stdout).toContain('70');
});

it.each([
  ['verify . --key key.vkey', 'it has no export.json'],
  ['verify none --key key.vkey', 'none: there is no such file or folder (ENOENT).'],
  ['verify key.vkey --key key.vkey', 'key.vkey is no directory: expected what `hlz ledger export'],
  ['verify out --key none.vkey', 'none.vkey: there is no such file or folder (ENOENT).'],
  ['verify out --key out/export.json', '--key: the key is not an Ed25519 verifier key'],
  ['verify out --key key.vkey --expect key.vkey', 'the expected note cannot be used'],
  ['verify out', '--key is missing'],
  ['verify --key key.vkey', 'the directory of an export is missing'],
  ['verify out more --key key.vkey', 'expected one'],
  ['verify out --key key.vkey --retention-days six', 'expected a number of days'],
  ['verify out --key key.vkey --retention-days -1', 'Write --retention-days=-1'],
  ['verify out --key key.vkey --retention-days', '--retention-days has no value'],
  ['verify out --key key.vkey --json=yes', '--json takes no value'],
  ['verify out --key key.vkey --lock none', 'expected compliance or governance'],
  ['verify out --expct key.vkey', 'Did you mean "--expect"?'],
  ['prove 17 --from out --key key.vkey', 'is no id of an event'],
  ['prove AZuLgyNR4O_xBXZkbrW1GQ-17 --from . --key key.vkey', 'there are no tiles here'],
  ['prove AZuLgyNR4O_xBXZkbrW1GQ-17 --key key.vkey', '--from is missing'],
  ['verify-proof none --key key.vkey', 'none: there is no such file or folder'],
  ['export --to x', '--bucket is missing'],
  ['export --bucket other --to x', 'NoSuchBucket'],
  ['export --bucket ledger-bucket --to key.vkey', 'cannot be written (E'],
  ['export x --bucket ledger-bucket --to x', 'expected options only'],
  ['key --origin garbage --pem key.pem', 'expected <zone>.hlz/<account>/<region>'],
  [`key --origin ${PREFIX}`, 'expected one of --key-id and --pem'],
  [`key --origin ${PREFIX} --pem key.vkey`, 'holds no public key'],
  [`key --origin ${PREFIX} --pem out/export.json`, 'holds no public key'],
  ['key --pem key.pem', '--origin is missing'],
  ['export --bucket ledger-bucket --to /proc/foo', '/proc/foo cannot be written (ENOENT)'],
  ['verfy', 'Did you mean "verify"?'],
])('%j cannot run: exit code 2, said without a stack trace', async (line, message) => {
  const { exitCode, stdout, stderr } = await hlz(line);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain(message);
  expect(stderr).not.toMatch(/\n +at /);
});

it.each([
  ['prove AZuLgyNR4O_xBXZkbrW1GQ-99999 --from out --key key.vkey', 'no event of this export'],
  ['verify-proof key.vkey --key key.vkey', 'it is no proof'],
])('%j: exit code 1', async (line, message) => {
  const { exitCode, stderr } = await hlz(line);
  expect(exitCode).toBe(1);
  expect(stderr).toContain(message);
  const [end] = json((await hlz(`${line} --json`)).stdout).slice(-1);
  expect(end).toMatchObject({ event: 'end', exitCode: 1, outcome: 'not-proven' });
});

it('says as JSON too why it cannot run', async () => {
  const [end] = json((await hlz('verify none --key key.vkey --json')).stdout);
  expect(end).toMatchObject({ event: 'end', exitCode: 2, outcome: 'failed' });
});
