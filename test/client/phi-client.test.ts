import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildClient } from '../../client/build';
import type { Caller, PlainField, Reason } from '../../client';
import {
  ClientSetupError,
  FieldFailedError,
  InvalidCallError,
  NoAnswerError,
  NotAuthenticatedError,
  NotPermittedError,
  personByToken,
  PhiClient,
  serviceByRole,
  TooManyCallsError,
  UnavailableError,
} from '../../client';
import { signed } from '../e2e/people/sigv4';

const ENDPOINT = 'https://abc123.execute-api.us-east-1.amazonaws.com/live';
const TREAT: Reason = { purpose: 'TREAT' };
const FIELD: PlainField = {
  patientId: 'p-1',
  dataType: 'notes',
  field: 'note',
  text: 'Made-up note.',
};

interface Sent {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A zone that answers what it is told to, and a clock that nobody waits for. */
function zone(
  answers: readonly (
    | Response
    | Error
    | ((body: { readonly items: readonly unknown[] }) => Response)
  )[],
  caller: Caller = personByToken('a.b.c'),
) {
  const sent: Sent[] = [];
  const pauses: number[] = [];
  let at = 0;
  const client = new PhiClient({
    endpoint: ENDPOINT,
    caller,
    clock: {
      now: () => pauses.reduce((sum, ms) => sum + ms, 0),
      pause: async (ms) => {
        pauses.push(ms);
        return Promise.resolve();
      },
      random: () => 0.5,
    },
    fetch: async (url, init) => {
      const body = JSON.parse(init?.body as string) as { readonly items: readonly unknown[] };
      const headers = init?.headers as Readonly<Record<string, string>>;
      sent.push({ url: (url as URL).href, headers, body: { ...body } });
      const answer = answers[Math.min(at, answers.length - 1)];
      at += 1;
      if (answer instanceof Error) throw answer;
      if (answer === undefined) throw new TypeError('the zone has no answer');
      return Promise.resolve(typeof answer === 'function' ? answer(body) : answer.clone());
    },
  });
  return { client, sent, pauses };
}

const json = (body: object, status = 200, headers: Readonly<Record<string, string>> = {}) =>
  new Response(JSON.stringify(body), { status, headers });
const problem = (status: number, code: string, headers: Readonly<Record<string, string>> = {}) =>
  json(
    {
      type: `https://hlz.example/problems/${code}`,
      title: 'No.',
      status,
      detail: 'Mend it.',
      instance: 'urn:request:r-1',
      code,
    },
    status,
    headers,
  );
const encrypted = ({ items }: { readonly items: readonly unknown[] }) =>
  json({ results: items.map((_, at) => ({ status: 'ok', jwe: `jwe-${String(at)}` })) });

describe('what is sent', () => {
  test('a person by token, below /v1', async () => {
    const { client, sent } = zone([encrypted]);
    await expect(client.encryptField(FIELD, TREAT)).resolves.toBe('jwe-0');
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      url: `${ENDPOINT}/v1/phi/encrypt`,
      headers: { authorization: 'Bearer a.b.c', 'content-type': 'application/json' },
      body: { purpose: 'TREAT', items: [FIELD] },
    });
  });

  test('a service by a signature that another signer makes too, for a person', async () => {
    jest.useFakeTimers({ now: new Date('2026-11-26T10:00:00.000Z') });
    const credentials = {
      accessKeyId: 'AKIDEXAMPLE',
      secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
      sessionToken: 'made-up-session',
    };
    const caller = serviceByRole({ region: 'us-east-1', credentials, onBehalfOf: 'a.b.c' });
    const { client, sent } = zone([encrypted], caller);
    await client.encrypt([FIELD], TREAT);
    const [{ url, headers, body } = { url: '', headers: {}, body: {} }] = sent;
    expect(url).toBe(`${ENDPOINT}/service/v1/phi/encrypt`);
    const { authorization = '', ...others } = headers;
    const names = /SignedHeaders=([\w;-]+)/.exec(authorization)?.[1]?.split(';') ?? [];
    expect(names).toEqual(
      expect.arrayContaining(['host', 'x-amz-date', 'x-amz-security-token', 'x-hlz-on-behalf-of']),
    );
    const { authorization: expected } = signed(
      {
        method: 'POST',
        url: new URL(url),
        headers: Object.fromEntries(
          Object.entries(others).filter(([name]) => names.includes(name)),
        ),
        body: JSON.stringify(body),
      },
      credentials,
      'execute-api',
    );
    expect(authorization).toBe(expected);
    jest.useRealTimers();
  });

  test('bytes as base64, and back', async () => {
    const bytes = new Uint8Array([0, 255, 128, 7]);
    const { client, sent } = zone([
      encrypted,
      json({ results: [{ status: 'ok', bytes: 'AP+ABw==' }] }),
    ]);
    const context = { patientId: 'p-1', dataType: 'imaging', field: 'scan' } as const;
    const jwe = await client.encryptField({ ...context, bytes }, TREAT);
    expect(sent[0]?.body).toMatchObject({ items: [{ bytes: 'AP+ABw==' }] });
    await expect(client.decryptField({ ...context, jwe }, TREAT)).resolves.toEqual({ bytes });
  });

  test('a list of any length in calls of 500, in order', async () => {
    const { client, sent } = zone([encrypted]);
    const fields = Array.from({ length: 1201 }, (_, at) => ({ ...FIELD, field: `f${String(at)}` }));
    const results = await client.encrypt(fields, TREAT);
    expect(sent.map(({ body }) => (body['items'] as readonly unknown[]).length)).toEqual([
      500, 500, 201,
    ]);
    expect(results).toHaveLength(1201);
    expect(results[500]).toEqual({ ok: true, jwe: 'jwe-0' });
  });

  test('the same key of idempotency with every try of an append', async () => {
    const { client, sent } = zone([
      new TypeError('fetch failed'),
      problem(503, 'audit-unavailable'),
      json({ accepted: 0, results: [] }),
    ]);
    await client.appendAuditEvents([]);
    const keys = sent.map(({ body }) => body['idempotencyKey']);
    expect(keys).toHaveLength(3);
    expect(new Set(keys).size).toBe(1);
  });
});

describe('what is repeated', () => {
  const lost = new TypeError('fetch failed');
  const ok = json({ results: [{ status: 'ok', text: 'Made-up note.' }] });
  const jwe = { patientId: 'p-1', dataType: 'notes', field: 'note', jwe: 'x' } as const;

  test.each([500, 502, 503, 504])('a view after %i and a lost answer', async (status) => {
    const { client, sent } = zone([problem(status, 'unavailable'), lost, ok]);
    await expect(client.decryptField(jwe, TREAT)).resolves.toEqual({ text: 'Made-up note.' });
    expect(sent).toHaveLength(3);
  });

  test.each(['share', 'export'] as const)('%s, which takes from an approval, never', async (as) => {
    const release = { as, approval: 'a-1', recipient: 'r-1' };
    for (const [answer, error] of [
      [lost, NoAnswerError],
      [problem(503, 'unavailable'), UnavailableError],
    ] as const) {
      const { client, sent } = zone([answer, ok]);
      await expect(client.release([jwe], release, TREAT)).rejects.toThrow(error);
      expect(sent).toHaveLength(1);
    }
  });

  test('de-identifying neither, but for 429, when nothing was done', async () => {
    const request = {
      purpose: 'HRESCH',
      approval: 'a-1',
      method: 'safe-harbor',
      dataType: 'vitals',
      records: [],
    } as const;
    const failing = zone([lost]);
    await expect(failing.client.deidentify(request)).rejects.toThrow(NoAnswerError);
    expect(failing.sent).toHaveLength(1);
    const waiting = zone([
      problem(429, 'too-many-calls', { 'retry-after': '7' }),
      json({ results: [] }),
    ]);
    await waiting.client.deidentify(request);
    expect(waiting.pauses[0]).toBeGreaterThanOrEqual(7000);
  });

  test('nothing for longer than asked: 429 for an hour is told at once', async () => {
    const { client, sent } = zone([problem(429, 'too-many-calls', { 'retry-after': '3600' })]);
    const error: unknown = await client.decryptField(jwe, TREAT).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(TooManyCallsError);
    expect(error).toMatchObject({ retryAfter: 3600, code: 'too-many-calls', requestId: 'r-1' });
    expect(sent).toHaveLength(1);
  });

  test('a 401 once, with a new token, where there may be one', async () => {
    let turn = 0;
    const renewing = personByToken(async () => Promise.resolve(`a.b.${String((turn += 1))}`));
    const once = zone([problem(401, 'token-expired'), ok], renewing);
    await once.client.decryptField(jwe, TREAT);
    expect(once.sent.map(({ headers }) => headers['authorization'])).toEqual([
      'Bearer a.b.1',
      'Bearer a.b.2',
    ]);
    const twice = zone([problem(401, 'session-ended')], renewing);
    await expect(twice.client.decryptField(jwe, TREAT)).rejects.toThrow(NotAuthenticatedError);
    expect(twice.sent).toHaveLength(2);
  });
});

describe('what fails', () => {
  test('an item alone, with its code', async () => {
    const detail = 'Send less.';
    const results = [
      { status: 'ok', jwe: 'x' },
      { status: 'failed', code: 'value-too-large', detail },
    ];
    const { client } = zone([json({ results }, 207)]);
    await expect(client.encrypt([FIELD, FIELD], TREAT)).resolves.toEqual([
      { ok: true, jwe: 'x' },
      { ok: false, code: 'value-too-large', detail },
    ]);
    const one = zone([json({ results: [results[1]] }, 207)]);
    const error: unknown = await one.client
      .encryptField(FIELD, TREAT)
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(FieldFailedError);
    expect(error).toMatchObject({ code: 'value-too-large' });
  });

  test('a whole list that is not permitted; a part of it alone, wherever the list was cut', async () => {
    const fields = Array.from({ length: 501 }, () => FIELD);
    const all = zone([problem(403, 'not-permitted')]);
    await expect(all.client.encrypt(fields, TREAT)).rejects.toThrow(NotPermittedError);
    const part = zone([encrypted, problem(403, 'not-permitted')]);
    const results = await part.client.encrypt(fields, TREAT);
    expect(results.filter(({ ok }) => ok)).toHaveLength(500);
    expect(results[500]).toMatchObject({ ok: false, code: 'not-permitted' });
  });

  test('an answer with too few results: nothing of it is used', async () => {
    const { client } = zone([json({ results: [{ status: 'ok', jwe: 'x' }] })]);
    await expect(client.encrypt([FIELD, FIELD], TREAT)).rejects.toThrow(NoAnswerError);
  });

  test.each([
    [400, InvalidCallError],
    [403, NotPermittedError],
    [409, InvalidCallError],
    [413, InvalidCallError],
  ] as const)('%i at once, by a class of its own', async (status, type) => {
    const { client, sent } = zone([problem(status, 'a-code')]);
    await expect(client.encrypt([FIELD], TREAT)).rejects.toThrow(type);
    expect(sent).toHaveLength(1);
  });

  test('without a word of what was sent or came back', async () => {
    const page = new Response('<html>Made-up note.</html>', { status: 502 });
    for (const answer of [page, new Response('Made-up note.', { status: 200 })]) {
      const { client } = zone([answer]);
      const error: unknown = await client
        .encrypt([FIELD], TREAT)
        .catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(Error);
      const { message, stack, cause } = error as Error;
      expect(`${message} ${String(stack)} ${String(cause)}`).not.toContain('Made-up note');
    }
  });

  test.each([
    'http://zone.example/live',
    'abc123',
    'https://u:p@zone.example/live',
    'https://zone.example/live?x=1',
  ])('an endpoint that is none, or has no TLS: %s', (endpoint) => {
    expect(() => new PhiClient({ endpoint, caller: personByToken('a.b.c') })).toThrow(
      ClientSetupError,
    );
  });

  test('a token that is none, before anything is sent', async () => {
    const { client, sent } = zone([encrypted], personByToken('a.b\r\nx: y'));
    await expect(client.encrypt([FIELD], TREAT)).rejects.toThrow(ClientSetupError);
    expect(sent).toEqual([]);
  });
});

test('what the package exports runs by itself, and has types that a strict application takes', async () => {
  const root = join(__dirname, '..', '..');
  // Within the repository: the types refer to packages that the package depends on.
  mkdirSync(join(root, 'build'), { recursive: true });
  const folder = mkdtempSync(join(root, 'build', 'client-'));
  try {
    await buildClient(root, join(folder, 'client'));
    const url = pathToFileURL(join(folder, 'client', 'index.mjs')).href;
    const script = `
      import { PhiClient, personByToken } from ${JSON.stringify(url)};
      const fetch = async () => new Response(JSON.stringify({ results: [{ status: 'ok', jwe: 'x' }] }));
      const phi = new PhiClient({ endpoint: ${JSON.stringify(ENDPOINT)}, caller: personByToken('a.b.c'), fetch });
      console.log(await phi.encryptField(${JSON.stringify(FIELD)}, { purpose: 'TREAT' }));`;
    const run = [process.execPath, ['--input-type=module', '--eval', script]] as const;
    expect(execFileSync(...run, { cwd: folder, encoding: 'utf8' })).toBe('x\n');

    writeFileSync(
      join(folder, 'app.ts'),
      `import { personByToken, PhiClient } from './client/types/client/index';
       const phi = new PhiClient({ endpoint: '', caller: personByToken('a.b.c') });
       // @ts-expect-error a purpose is one of the codes
       export const wrong = phi.encryptField({ patientId: '1', dataType: 'notes', field: 'n', text: '' }, { purpose: 'NONE' });
       export const jwe: Promise<string> = phi.encryptField({ patientId: '1', dataType: 'notes', field: 'n', text: '' }, { purpose: 'TREAT' });`,
    );
    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const options = ['--noEmit', '--strict', '--module', 'node20', '--types', 'node'];
    execFileSync(process.execPath, [tsc, '--ignoreConfig', ...options, join(folder, 'app.ts')]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 30_000);
