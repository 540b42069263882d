import type { PeopleScene } from '../people/scene';
import { clocksWrong } from './clocks';
import { detectorDies } from './detector-crash';
import { indexerDies } from './index-crash';
import { keysFail } from './keys';
import { twoSealers } from './sealers';
import { streamThrottled } from './stream';
import { tablesThrottled } from './tables';

/**
 * What fails while the zone works, and what it must come to all the same.
 *
 * @returns how many events were written by a clock that was hours ahead
 */
export async function faults(all: PeopleScene): Promise<number> {
  const { report } = all;
  await report.step('two sealers at once', () => twoSealers(all));
  await report.step('an indexer that dies', () => indexerDies(all));
  await report.step('a detector that dies', () => detectorDies(all));
  await report.step('a stream that is full', () => streamThrottled(all));
  await report.step('tables that are throttled', () => tablesThrottled(all));
  await report.step('keys that fail', () => keysFail(all));
  return report.step('clocks that are wrong', () => clocksWrong(all));
}
