import { until } from '../../machine/until';
import type { PeopleScene } from '../people/scene';

/**
 * What a function tells in its log, as metrics and alarms read it. The emulator keeps the lines of a call when it has
 * ended, which may be after what it did is seen.
 *
 * @param text of a line
 * @returns waits until it was told once more than when this was called
 */
export async function toldBy(
  { functions }: Pick<PeopleScene, 'functions'>,
  name: string,
  text: string,
): Promise<() => Promise<void>> {
  const before = await functions.linesWith(name, text);
  return async () => {
    await until(`${text} in the log`, 60, async () => {
      const times = await functions.linesWith(name, text);
      return times > before ? true : `${String(times)} times, as before`;
    });
  };
}
