import assert from 'node:assert/strict';
import { apiOf, readOpenApi } from '../../../../lib/api/document';
import { ajvFor } from '../../../lambda/support/spoilt-bodies';
import type { PeopleScene } from '../people/scene';
import { mapBounded } from '../../../../lambda/shared/bounded';
import type { HostileCall } from './bodies/calls';
import { hostileCalls } from './bodies/calls';
import type { Callers } from './callers';
import { callersOf } from './callers';
import { faultsIn } from './judge';
import { searched } from './searched';
import { lineTo } from './send';

/** The same in each run: what a run finds, the next one finds too. */
const CHOICE = { seed: 20261126, ofPeople: 15, ofServices: 6 };
/** Calls at the same time. */
const WIDTH = 6;
/** Most that are told, of hundreds that may fail for one reason. */
const MOST_TOLD = 40;

/**
 * Bodies that the document forbids, to every operation, of people who may call it: each is refused as a problem, and
 * nothing of it is anywhere afterwards.
 */
export async function hostile(scene: PeopleScene): Promise<void> {
  const { report } = scene;
  await report.step('oversized, malformed and hostile bodies', () => bodies(scene));
}

async function bodies(scene: PeopleScene): Promise<void> {
  const { aws, people, zone, report } = scene;
  const since = Date.now();
  const line = lineTo(aws.endpoint, people);
  const callers = await callersOf(scene, line);
  const calls = hostileCalls(apiOf(readOpenApi()), CHOICE);
  const faults = (await mapBounded(calls, WIDTH, async (call) => faultsOf(callers, call))).flat();
  line.close();
  const seconds = (Date.now() - since) / 1000;
  const { found, looked } = await searched(aws, zone, since);
  const all = [
    ...faults,
    ...found.flatMap(({ place, calls: numbers }) =>
      numbers.map((number) => `${told(calls[number - 1])} is in ${place}`),
    ),
  ];
  assert.equal(all.length, 0, [`${String(all.length)} faults`, ...all.slice(0, MOST_TOLD)].join('\n  '));
  report.fact(`${String(calls.length)} bodies in ${seconds.toFixed(1)} s ${JSON.stringify(looked)}`);
}

/** What is wrong with how a call is answered, each with its operation and what was wrong with its body. */
async function faultsOf(callers: Callers, call: HostileCall): Promise<readonly string[]> {
  const { operation, headers, body, bytes, pointer, expected } = call;
  const { method, path } = operation;
  const sent = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  const request = { method, path, headers: Object.fromEntries(sent), body: body() };
  const verdict = { ...expected, ...(pointer === undefined ? {} : { pointer }) };
  try {
    const answer = await (bytes ? callers.handOver(operation, request) : callers.call(operation, request));
    return faultsIn(answer, verdict, isProblem).map((fault) => `${told(call)} ${fault}`);
  } catch (error) {
    return [`${told(call)} is not answered: ${error instanceof Error ? error.name : 'no error'}`];
  }
}

const isProblem = ajvFor('Problem');

function told(call: HostileCall | undefined): string {
  if (call === undefined) return 'a piece of some call';
  const { operation, kind, pointer } = call;
  return `${operation.operationId}, ${kind}${pointer === undefined ? '' : ` at ${pointer}`}:`;
}
