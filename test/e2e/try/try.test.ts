import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { janitorOf } from '../machine/janitor';
import { inherit, makeFolder, MARK } from '../machine/owner';
import type { Cast, Member } from '../scenarios/people/scene';
import type { FrontDoor } from './front-door';
import { openFrontDoor } from './front-door';
import { exportBodies, linesFor } from './lines';
import { headersFor, onStage } from './on-stage';
import { progress } from './progress';
import { takeShelf } from './shelf';
import { readyObject, welcome } from './welcome';

const PLACE = { folder: 'build/try', address: 'http://127.0.0.1:8090' };
const LINES = linesFor(PLACE);

describe('the lines', () => {
  it.each(['sh', 'bash', 'zsh'])('are understood by %s, where it is', (shell) => {
    const input = LINES.map(({ command }) => command).join('\n');
    const { status, stderr, error } = spawnSync(shell, ['-n'], { input, encoding: 'utf8' });
    const missing = error !== undefined && 'code' in error && error.code === 'ENOENT';
    expect(missing || [status, stderr]).toEqual(missing || [0, '']);
  });

  it('are five, each on one line, and need nothing but curl and this repository', () => {
    expect(LINES).toHaveLength(5);
    const commands = new Set(
      LINES.flatMap(({ command }) => {
        expect(command).not.toContain('\n');
        const bare = command.replaceAll(/'[^']*'|"[^"]*"/g, '').replaceAll('$(', '| ');
        return bare.split(/\|\|?|&&|;|\bdo\b/).flatMap((part) => part.trim().split(' ')[0] || []);
      }),
    );
    expect([...commands].toSorted()).toEqual(
      ['break', 'curl', 'done', 'for', 'grep', 'npx', 'sleep', 'tee'].toSorted(),
    );
  });

  it('export one record more than an hour of work, in bodies that the API takes', () => {
    const bodies = exportBodies('a-key').map(
      (body) => JSON.parse(body) as { readonly idempotencyKey: string; readonly events: object[] },
    );
    const sizes = bodies.map(({ events }) => events.length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(1_001);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(500);
    expect(new Set(bodies.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(bodies.length);
  });
});

describe('what a person reads', () => {
  const token = `eyJhbGciOi${'x'.repeat(900)}abcdef`;
  const somebody: Member = {
    username: 'somebody',
    id: 'an-id',
    password: 'a-password',
    secret: 'a-secret',
    role: 'nurse',
    kind: 'workstation',
    tokens: { access: token, id: token, refresh: token },
  };
  const cast: Cast = {
    administrator: somebody,
    physician: somebody,
    nurse: somebody,
    privacyOfficer: somebody,
    secondOfficer: somebody,
    auditor: somebody,
    researcher: somebody,
    patient: somebody,
    otherPatient: somebody,
  };
  const ready = { ...PLACE, zone: 'try-1', players: onStage(cast), lines: LINES };

  it('has each line alone, and every header file', () => {
    const lines = welcome(ready, 8090).split('\n');
    expect(lines.filter((line) => LINES.some(({ command }) => command === line))).toHaveLength(5);
    for (const { file } of ready.players) {
      expect(lines.join('\n')).toContain(`  build/try/${file} `);
    }
  });

  it('has no password, no secret and no whole token, for people or programs', () => {
    const text = `${welcome(ready, 8090)}${JSON.stringify(readyObject(ready))}`;
    for (const secret of ['a-password', 'a-secret', token]) expect(text).not.toContain(secret);
  });
});

it('writes headers that curl reads from a file', () => {
  expect(headersFor('a.b.c')).toBe('Authorization: Bearer a.b.c\nContent-Type: application/json\n');
});

it.each([
  ['json', /^\{"event":"step","state":"started".*\n\{"event":"step","state":"done".*\n$/],
  ['lines', /^\[.*a step \.\.\.\n\[.*done in .*\n$/],
  ['display', /^<clear>· a step {2}0 s<clear>✓ a step {2}\d+ s\n$/],
] as const)('tells progress as %s', async (style, expected) => {
  const told: string[] = [];
  const answer = await progress(style, (text) => told.push(text)).step('a step', async () => 7);
  expect(answer).toBe(7);
  expect(told.join('').replaceAll('\r\u001B[K', '<clear>')).toMatch(expected);
});

it('draws what is being done in one row of the terminal, and says it whole when it is done', async () => {
  const told: string[] = [];
  const what = 'a step that has much to say of what it does';
  await progress(
    'display',
    (text) => told.push(text),
    undefined,
    () => 20,
  ).step(what, async () => 7);
  const [first = '', last = ''] = told.map((text) => text.replace('\r\u001B[K', ''));
  expect(first).toBe('· a step that…  0 s');
  expect(last).toContain(what);
});

describe('the folder', () => {
  const parent = mkdtempSync(join(tmpdir(), 'try-test-'));
  const own = `${MARK}${String(process.pid)}`;
  /** Of a process that has ended. */
  const { pid: gone } = spawnSync('true');
  afterAll(() => rmSync(parent, { recursive: true }));

  it('is of one process, also when another one tries too; what is left of one that is gone goes', () => {
    const first = takeShelf(parent);
    const second = takeShelf(parent);
    expect([first.path, second.path]).toEqual([join(parent, 'try'), join(parent, 'try-2')]);
    rmSync(first.path, { recursive: true });
    const left = takeShelf(parent, gone);
    left.put('left', 'behind');
    const next = takeShelf(parent);
    expect(next.path).toBe(left.path);
    expect(readdirSync(next.path)).toEqual([own]);
    expect(readdirSync(parent).toSorted()).toEqual(['try', 'try-2']);
  });

  it('changes hands once, and not while its owner lives', () => {
    const { path } = takeShelf(mkdtempSync(join(parent, 'other-')), gone);
    expect([1, 2, 3].map(() => inherit(path, process.pid))).toEqual([true, false, false]);
  });

  it('is read by nobody else', () => {
    const shelf = takeShelf(parent);
    shelf.put('physician', 'once');
    shelf.put('physician', 'and again');
    expect(readdirSync(shelf.path).toSorted()).toEqual([own, 'physician']);
    const run = join(parent, 'run');
    makeFolder(run);
    const paths = [run, shelf.path, join(shelf.path, 'physician')];
    expect(paths.map((path) => statSync(path).mode & 0o077)).toEqual([0, 0, 0]);
  });

  it('goes with its process, unless another one has it by then', async () => {
    const left = takeShelf(mkdtempSync(join(parent, 'left-')), gone);
    const taken = takeShelf(mkdtempSync(join(parent, 'taken-')), gone);
    const janitor = janitorOf([left.path, taken.path], gone);
    inherit(taken.path, process.pid);
    taken.put('physician', 'of the next one');
    expect(await janitor.dismiss()).toBe(true);
    expect(existsSync(left.path)).toBe(false);
    expect(readdirSync(taken.path).toSorted()).toEqual([own, 'physician']);
  });
});

describe('the front door', () => {
  const asked: string[] = [];
  let calls = 0;
  const onCall = (): void => {
    calls += 1;
  };
  const api = createServer((request, answer) => {
    asked.push(`${String(request.method)} ${String(request.url)}`);
    request.pipe(answer.writeHead(207, { 'x-from': 'the api' }));
  });
  let port = 0;
  let door: FrontDoor | undefined;
  const address = (): string => door?.address ?? 'none';
  beforeAll(async () => {
    api.listen(0, '127.0.0.1');
    await once(api, 'listening');
    ({ port } = api.address() as AddressInfo);
    const place = `http://127.0.0.1:${String(port)}/restapis/a1/v/_user_request_`;
    door = await openFrontDoor({ api: place, port, onCall });
  });
  const closeApi = async (): Promise<void> => {
    if (!api.listening) return;
    const closed = once(api, 'close');
    api.close();
    api.closeAllConnections();
    await closed;
  };
  afterAll(async () => {
    // Else a failure keeps this process.
    try {
      await door?.close();
    } finally {
      await closeApi();
    }
  });

  /** As no client writes it that parses first. */
  const raw = async (path: string, host?: string): Promise<number | undefined> => {
    const headers = host === undefined ? {} : { host };
    const { port: own } = new URL(address());
    const asking = request({ host: '127.0.0.1', port: own, path, headers });
    const answered = once(asking, 'response') as Promise<[IncomingMessage]>;
    asking.end();
    const [answer] = await answered;
    answer.resume();
    return answer.statusCode;
  };

  it('leads to operations of people and nowhere else, beside a port that is taken', async () => {
    expect(address()).not.toContain(`:${String(port)}`);
    const post = { method: 'POST', body: '{}' };
    const answer = await fetch(`${address()}/v1/phi/encrypt?a=b`, post);
    const text = await answer.text();
    expect([answer.status, answer.headers.get('x-from'), text]).toEqual([207, 'the api', '{}']);
    const other = await fetch(`${address()}/_ministack/health`);
    expect([other.status, await other.json()]).toMatchObject([404, { code: 'not-here' }]);
    expect(asked).toEqual(['POST /restapis/a1/v/_user_request_/v1/phi/encrypt?a=b']);
    expect(calls).toBe(1);
  });

  it.each([
    '/v1/../../_ministack/health',
    '/v1/%2e%2e/%2E%2e/_ministack/health',
    '/v1/..%2f..%2f_ministack/health',
    '/v1/\\..\\..\\_ministack/health',
    '/v1//_ministack/health',
    '/v1/',
    '//v1/session',
    'http://127.0.0.1/v1/session',
  ])('does not lead elsewhere: %s', async (path) => {
    asked.length = 0;
    expect(await raw(path)).toBe(404);
    expect(asked).toEqual([]);
  });

  it('is no door for names that others own', async () => {
    asked.length = 0;
    const { host, port: own } = new URL(address());
    const others = ['evil.example', `evil.example:${own}`, `127.0.0.1.evil.example:${own}`];
    for (const other of others) expect(await raw('/v1/session', other)).toBe(421);
    expect(asked).toEqual([]);
    expect(await raw('/v1/session?next=../up', host)).toBe(207);
    expect(asked).toEqual(['GET /restapis/a1/v/_user_request_/v1/session?next=../up']);
  });

  it('says that nobody is behind it', async () => {
    await closeApi();
    const late = await fetch(`${address()}/v1/session`);
    expect([late.status, await late.json()]).toMatchObject([502, { code: 'emulator-gone' }]);
  });
});
