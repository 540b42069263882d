import { AlertEventError } from '../../access/errors';
import { errorChain } from '../../shared/errors';
import type { Logger } from '../../shared/log';
import type { Item } from '../../shared/table';
import type { BatchAnswer, TableRecord } from '../../shared/table-stream';
import {
  inTheirOrder,
  isTableBatch,
  readTableRecord,
  sequenceNumberOf,
} from '../../shared/table-stream';
import type { ClockRules } from '../clocks/clock';
import type { Day } from '../clocks/day';
import { today } from '../clocks/day';
import { dutiesOf } from '../clocks/duty';
import { DUTY, dutyEntryIn, dutyIn } from '../clocks/duty-items';
import { duesOf } from '../clocks/dues';
import { RegisterItemError } from '../errors';
import { entryIn, HEAD, incidentIn } from '../register/items';
import type { BreachSettings } from '../settings';
import type { Alert, Alerts } from './alerts';
import type { Tampering } from './message';
import { dutyAlert, incidentAlert, tamperingAlert } from './message';
import { toldOf } from './told';

export interface AlertDependencies {
  readonly alerts: Alerts;
  readonly settings: ClockRules & Pick<BreachSettings, 'timeZone'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: Logger;
}

/**
 * Tells people of what is written into the register, from its stream. A change writes an entry and the head in one
 * transaction: the head says what was before and after, so that news is told of it; of an entry, which nobody ever
 * changes, only that somebody did.
 *
 * A message may come twice; none is left out. A batch stops at the first that could not be sent.
 */
export function createHandler({ alerts, settings, now, log }: AlertDependencies) {
  /** What a record is told by; undefined when nobody is disturbed for it. */
  function alertOf(record: unknown): Alert | undefined {
    const read = readTableRecord(record);
    if (read === undefined) {
      return tamperingAlert('unreadable', undefined, sequenceNumberOf(record));
    }
    const { kind, before, after, sequenceNumber } = read;
    const tampered = (how: Tampering): Alert =>
      tamperingAlert(how, after ?? before, sequenceNumber);
    if (kind === 'REMOVE') return tampered('removed');
    if (kind === 'MODIFY' && after?.['entry'] !== HEAD) return tampered('changed');
    try {
      return newsOf(read, settings, today(now(), settings.timeZone));
    } catch (error) {
      // Whatever it is: who is told of it looks at it, and what comes after it is told as well.
      log.error('register-unreadable', { error: errorChain(error) });
      return tampered('unreadable');
    }
  }

  return async (event: unknown): Promise<BatchAnswer> => {
    if (!isTableBatch(event)) {
      throw new AlertEventError(
        'The event is none of this function: expected a batch of the table register.',
      );
    }
    return inTheirOrder(
      event.Records,
      async (record) => {
        const alert = alertOf(record);
        if (alert !== undefined) await alerts.publish(alert);
      },
      (error) => {
        log.error('alert-failed', { error: errorChain(error) });
      },
    );
  };
}

/** @throws RegisterItemError when it is not as our code writes it */
function newsOf(record: TableRecord, rules: ClockRules, day: Day): Alert | undefined {
  const { after = {} } = record;
  if (after['entry'] !== HEAD) return checked(after);
  return after['open'] === DUTY
    ? dutyNews(record, after, day)
    : incidentNews(record, after, rules, day);
}

/** Of an entry its head tells. */
function checked(item: Item): undefined {
  if (dutyEntryIn(item) === undefined) entryIn(item);
  return undefined;
}

function incidentNews(
  { kind, before }: TableRecord,
  item: Item,
  rules: ClockRules,
  day: Day,
): Alert | undefined {
  const after = incidentIn(item);
  const earlier = before === undefined ? undefined : incidentIn(before);
  follows(kind, earlier, after);
  const told = toldOf(earlier, after);
  return told === undefined ? undefined : incidentAlert(told, after, duesOf(after, rules), day);
}

function dutyNews({ kind, before }: TableRecord, item: Item, day: Day): Alert | undefined {
  const after = dutyIn(item);
  const earlier = before === undefined ? undefined : dutyIn(before);
  follows(kind, earlier, after);
  const reminder = after.reminders[earlier?.reminders.length ?? 0];
  const duty = dutiesOf(after.tenant).find((each) => each.duty === after.duty);
  return reminder === undefined || duty === undefined ? undefined : dutyAlert(duty, reminder, day);
}

interface Head {
  readonly version: number;
}

/** A head is written once for each entry. */
function follows(kind: TableRecord['kind'], before: Head | undefined, after: Head): void {
  const isFirst = kind === 'INSERT' && before === undefined;
  if (after.version === (isFirst ? 0 : (before?.version ?? Number.NaN)) + 1) return;
  throw new RegisterItemError('A head of the table register does not follow the one before');
}
