import assert from 'node:assert/strict';
import { expectAnswer } from '../../people/api';
import type { PeopleScene } from './scene';

/** Calls that a person may make in a minute. */
const LIMIT = 60;
/** How many at the same time. */
const WIDTH = 8;

/** Whoever asks too often is told to wait; never more than the limit gets through in a minute. */
export async function limits({ api, cast, report }: PeopleScene): Promise<void> {
  const { access } = cast.otherPatient.tokens;
  let good = 0;
  for (;;) {
    const answers = await Promise.all(
      Array.from({ length: WIDTH }, () => api.asPerson(access, { path: '/v1/session' })),
    );
    good += answers.filter(({ status }) => status === 200).length;
    const refused = answers.find(({ status }) => status !== 200);
    if (refused !== undefined) {
      expectAnswer(refused, 429, 'one call too many');
      const wait = Number(refused.headers.get('retry-after'));
      assert.ok(wait >= 1 && wait <= 60, `to wait ${String(wait)} s`);
      break;
    }
    // A minute may end meanwhile, once.
    assert.ok(good <= 2 * LIMIT, `${String(good)} calls got through`);
  }
  assert.ok(good >= LIMIT - WIDTH, `refused after ${String(good)} calls`);
  report.fact(
    `after ${String(good)} calls at the pace of a machine a person was told to wait (429)`,
  );
}
