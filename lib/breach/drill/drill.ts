import type { BreachSettings } from '../../../lambda/breach/settings';
import { detect } from './detection';
import type { Changed, DrillDesk, Refused } from './desk';
import type { DrillRecord, WalkedStep } from './record';
import type { Step } from './walk';
import { walkOf } from './walk';

export interface DrillProps {
  readonly desk: DrillDesk;
  readonly settings: BreachSettings;
  readonly where: Pick<DrillRecord, 'where' | 'api'>;
  readonly now: () => number;
  /** Told of each step once it is over. */
  readonly onStep: (step: WalkedStep) => void;
}

/** Something ended a drill before its end. What was walked until then is kept. */
export class DrillStoppedError extends Error {
  override readonly name = 'DrillStoppedError';

  constructor(
    readonly record: DrillRecord,
    options: { readonly cause: unknown },
  ) {
    super('The drill ended before its end.', options);
  }
}

/**
 * Walks a made-up incident from its detection to closed. A step that does not go as it has to is written down, and
 * the drill goes on: the record says all that is wrong at once.
 *
 * @throws DrillStoppedError when the desk does not answer
 */
export async function drill(props: DrillProps): Promise<DrillRecord> {
  const { where, now } = props;
  const began = now();
  const steps: WalkedStep[] = [];
  let incident: string | undefined;
  const recordOf = (stopped?: string): DrillRecord => ({
    schema: 'hlz-breach-drill/1',
    ...where,
    ...(incident === undefined ? {} : { incident }),
    began: new Date(began).toISOString(),
    ended: new Date(now()).toISOString(),
    steps,
    passed: stopped === undefined && steps.every(({ passed }) => passed),
    ...(stopped === undefined ? {} : { stopped }),
  });
  try {
    await walk(props, began, steps, (opened) => {
      incident = opened;
    });
    return recordOf();
  } catch (cause) {
    const record = recordOf(cause instanceof Error ? cause.name : 'unknown');
    throw new DrillStoppedError(record, { cause });
  }
}

async function walk(
  { desk, settings, onStep }: DrillProps,
  began: number,
  steps: WalkedStep[],
  onOpened: (incident: string) => void,
): Promise<void> {
  const walked = (step: WalkedStep): void => {
    steps.push(step);
    onStep(step);
  };
  for (const step of detect(settings, began)) walked(step);
  const { incident, today } = await desk.open();
  onOpened(incident);
  walked({
    title: 'An incident is opened, marked as a drill',
    citation: '45 CFR 164.308(a)(6)(ii)',
    expected: 'opened',
    seen: `opened: ${incident}`,
    passed: true,
  });
  for (const step of walkOf(today)) {
    walked(outcomeOf(step, await desk.change(step.change)));
  }
}

function outcomeOf(
  { title, citation, change, refused }: Step,
  outcome: Changed | Refused,
): WalkedStep {
  const expected =
    refused === undefined
      ? change.kind === 'state'
        ? change.to
        : 'taken'
      : `refused: ${refused.code}`;
  if ('refused' in outcome) {
    const seen = `refused: ${outcome.refused}`;
    return { title, citation, expected, seen, passed: seen === expected };
  }
  const seen = change.kind === 'state' ? outcome.state : 'taken';
  return {
    title,
    citation,
    expected,
    seen,
    passed: seen === expected,
    state: outcome.state,
    due: outcome.dues
      .filter(({ done }) => done === undefined)
      .map(({ clock, due, citation: by }) => ({ clock, due, citation: by })),
  };
}
