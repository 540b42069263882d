import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  AccessReport,
  AuditProof,
  AuditRow,
} from '../../../lambda/shared/http/generated/types';

/**
 * `npx tsx test/e2e/try/who-saw.ts <folder> <record number>`: who saw a patient in the last day, as the privacy
 * officer asks it; then asks for the proof of the newest read, and writes it into the folder of `npm run try`.
 *
 * Exits with 0 when a proof was written, 1 when nobody has read anything or there is no proof.
 */

/** Seconds until it gives up: signed and indexed it is within two minutes, also without help. */
const PATIENCE = 150;
/** Each call counts against the 60 of a minute, and is an event itself. */
const BETWEEN = 3_000;
const DAY = 24 * 60 * 60 * 1000;

async function main(folder = 'build/try', patientId = ''): Promise<number> {
  const began = Date.now();
  const ask = caller(folder);
  const body = {
    patientId,
    from: new Date(began - DAY).toISOString(),
    to: new Date(began + DAY).toISOString(),
    pageSize: 500,
  };
  const read = async (page?: string): Promise<AccessReport> => {
    const { body: report } = await ask(
      'audit/access-report',
      page === undefined ? body : { ...body, page },
    );
    return report as AccessReport;
  };
  for (;;) {
    const report = await read();
    const late = Date.now() - began > PATIENCE * 1000;
    const signed = Date.parse(report.completeThrough.time ?? '') >= began;
    if (!signed && !late) {
      wait('what was done until now to be signed and indexed');
      await sleep(BETWEEN);
      continue;
    }
    const row = await shown(report, read);
    if (row === undefined) {
      console.error('Nobody has read a field of this patient yet: paste lines 1 and 2 first.');
      return 1;
    }
    await proven(row, folder, ask);
    return 0;
  }
}

type Ask = (
  path: string,
  body: object,
) => Promise<{ readonly status: number; readonly body: unknown }>;

function caller(folder: string): Ask {
  const address = readFileSync(join(folder, 'address'), 'utf8').trim();
  return async (path, body) => {
    const file = readFileSync(join(folder, 'privacy-officer'), 'utf8').trim();
    const headers = file.split('\n').map((line): [string, string] => {
      const [name = '', value = ''] = line.split(': ');
      return [name, value];
    });
    const options = { method: 'POST', headers, body: JSON.stringify(body) };
    const answer = await fetch(`${address}/v1/${path}`, options);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${String(answer.status)} ${text}`);
    return { status: answer.status, body: JSON.parse(text) as unknown };
  };
}

async function shown(
  { totals, rows, page }: AccessReport,
  next: (page: string) => Promise<AccessReport>,
): Promise<AuditRow | undefined> {
  for (const { actor, events, denied, byAction } of totals?.byActor ?? []) {
    const acts = byAction.map(({ action, events: times }) => `${action} ${String(times)}`);
    const who = (actor.role ?? actor.kind).padEnd(20);
    console.log(
      `${who} ${String(events).padStart(5)} ${events === 1 ? 'event, ' : 'events,'} ${String(denied)} denied: ${acts.join(', ')}`,
    );
  }
  let newest: AuditRow | undefined;
  let part: Pick<AccessReport, 'rows' | 'page'> = { rows, ...(page === undefined ? {} : { page }) };
  for (;;) {
    for (const row of part.rows) {
      if (row.action !== 'decrypt' || row.outcome !== 'success') continue;
      if (newest === undefined || row.time > newest.time) newest = row;
    }
    if (part.page === undefined) return newest;
    part = await next(part.page);
  }
}

async function proven(row: AuditRow, folder: string, ask: Ask): Promise<void> {
  const end = Date.now() + PATIENCE * 1000;
  for (;;) {
    const { status, body } = await ask('audit/proof', { eventId: row.eventId });
    if (status === 200) {
      writeFileSync(join(folder, 'row.tlog-proof'), (body as AuditProof).proof, { mode: 0o600 });
      const what = [row.resource?.type, ...(row.fields ?? [])].join(' ');
      console.log(
        `Newest read, of which this is the proof: ${row.time} ${String(row.actor.role)} ${row.action} ${what}, leaf hash ${row.leafHash}`,
      );
      return;
    }
    if (Date.now() > end)
      throw new Error(`no proof of ${row.eventId} within ${String(PATIENCE)} s`);
    wait('the signature');
    await sleep(BETWEEN);
  }
}

let said = '';

/** Says once what it waits for, not to be taken for the answer. */
function wait(what: string): void {
  if (said !== what) console.error(`Waiting for ${what} ...`);
  said = what;
}

main(...process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
