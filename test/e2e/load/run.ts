import { isLoopback } from '../../../lib/config/loopback';
import { CommandError } from '../machine/processes';
import { endOf, hlz, verifierKey } from '../scenarios/hlz';
import { meet } from '../scenarios/people/people';
import type { Scene } from '../scenarios/scene';
import { deployZone } from '../site/deploy-zone';
import type { Site } from '../site/site';
import { functionsOf } from '../zone/functions';
import { ledgerIn } from '../zone/ledger';
import { LOCK } from '../scenarios/audit';
import type { Account } from './account';
import { accountOf } from './account';
import { atRest, booksOf, loseRow } from './books';
import type { Told } from './calls';
import type { Lap } from './drive';
import { drive } from './drive';
import { loseAnswers } from './faults';
import { overLimit } from './limit';
import { KINDS } from './mix';
import type { LoadOptions } from './options';
import type { Progress } from './progress';
import type { Result } from './table';
import { nothingDone, rowOf, unexplained } from './tally';
import { opaqueId, openWard } from './ward';

/**
 * Deploys a zone, puts load on it, and draws up the account.
 *
 * @throws Error when the zone would not be on this machine: its API would be somebody's
 */
export async function load(site: Site, options: LoadOptions, progress: Progress): Promise<Result> {
  if (!isLoopback(site.aws.endpoint)) throw new Error('load is put on an emulator on this machine');
  const zone = await deployZone(site);
  const { aws, report, emulator } = site;
  const scene: Scene = {
    ...site,
    zone,
    functions: functionsOf(aws),
    ledger: ledgerIn(aws.s3, zone.ledgerBucket, zone.origin),
  };
  const people = await meet(scene);
  const ward = await report.step('a ward: nurses, patients, a service', () => openWard(people));
  const told: Told = { receipts: [], acts: [], reports: 0 };

  const faults = loseAnswers(emulator);
  const laps: Lap[] = [];
  const { seed, levels } = options;
  const seconds = options.seconds / levels.length;
  for (const level of levels) {
    const shown = (_: number, passed: number, calls: number): void =>
      progress.at(passed / seconds, `${String(level)} at a time, ${String(calls)} calls`);
    const lap = await drive(level, { ward, told, seed, seconds, shown });
    laps.push(lap);
    progress.end(
      `             ${String(level)} at a time: ${String(lap.samples.length)} calls in ${lap.seconds.toFixed(1)} s`,
    );
  }
  faults.lift();
  const limited = await report.step('one person beyond his limit', () => overLimit(people));

  const rested = await report.step('until all is sealed, signed and indexed', () =>
    atRest(scene, told, (text) => progress.at(0.5, text)),
  );
  const idle = nothingDone(told);
  const account = await spoilt(scene, told, rested, options);
  const verified = await report.step('export and verify', () => verify(scene));
  const samples = laps.flatMap((lap) => lap.samples);
  const problems = [
    ...unexplained(samples, faults.callers.happened()).map((what) => `an error, ${what}`),
    ...limited.problems,
    ...idle,
    ...(account.balances ? [] : ['the account does not balance']),
    ...(verified === 'verified' ? [] : [`the ledger is ${verified}`]),
  ];
  return {
    seed,
    rows: laps.flatMap((lap) =>
      KINDS.map((kind) => rowOf(lap.level, kind, lap.samples, lap.seconds)),
    ),
    overLimit: limited,
    takenAway: { callers: faults.callers.happened(), puts: faults.puts.happened() },
    account,
    verified,
    problems,
  };
}

/**
 * Makes wrong what was asked for, and draws the account up again.
 *
 * @throws Error when there is nothing that could be made wrong
 */
async function spoilt(
  scene: Scene,
  told: Told,
  account: Account,
  { spoil }: LoadOptions,
): Promise<Account> {
  if (spoil === undefined) return account;
  if (spoil === 'receipt') told.receipts.push(`${opaqueId()}-0`);
  const [one] = told.receipts;
  if (spoil === 'index') await loseRow(scene, one);
  return accountOf(await booksOf(scene, told));
}

const EXPORT = 'export';

async function verify({ shop, zone }: Scene): Promise<string> {
  const key = await verifierKey(shop, zone);
  await hlz(shop, ['ledger', 'export', '--bucket', zone.ledgerBucket, '--to', EXPORT, '--json']);
  try {
    const ended = await hlz(shop, ['ledger', 'verify', EXPORT, '--key', key, '--json', ...LOCK]);
    return String(endOf(ended)['outcome']);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return error.message;
  }
}
