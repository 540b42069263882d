import { HOUR } from './acts';

const formats = new Map<string, Intl.DateTimeFormat>();

interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/**
 * Milliseconds since 1970 of an hour of the clock on the wall; past 24 it is of the next day. Of the hour that comes
 * twice it is either.
 */
export function localTime(
  timeZone: string,
  { year, month, day }: CalendarDate,
  hour: number,
): number {
  const asUtc = Date.UTC(year, month - 1, day) + hour * HOUR;
  const first = asUtc - offsetAt(asUtc, timeZone);
  return asUtc - offsetAt(first, timeZone);
}

function offsetAt(time: number, timeZone: string): number {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
    });
  formats.set(timeZone, format);
  const part = new Map(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
  const wall = Date.UTC(
    part.get('year') ?? 0,
    (part.get('month') ?? 1) - 1,
    part.get('day'),
    part.get('hour'),
  );
  return wall - Math.floor(time / HOUR) * HOUR;
}
