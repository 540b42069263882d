import type { Emulator } from '../machine/emulator';
import type { Call, LaidFault } from '../machine/wire';

/** One in so many answers is lost, the first among them: so it happens on a slow machine too. */
const APPENDS = 10;
const PUTS = 15;

export interface LaidFaults {
  /** Answers of the API that no caller got: he sends the call again. */
  readonly callers: LaidFault;
  /** Answers of the stream that no function got: it puts the records again. */
  readonly puts: LaidFault;
  lift(): void;
}

/** Takes answers away, so that callers and functions do again what was done already. */
export function loseAnswers({ wire, functionWire }: Emulator): LaidFaults {
  const callers = wire.lay({
    matches: everyNth(APPENDS, ({ path }) => path.endsWith('/service/v1/audit/events')),
    effect: 'lose-answer',
  });
  const puts = functionWire.lay({
    matches: everyNth(PUTS, ({ target }) => target.endsWith('.PutRecords')),
    effect: 'lose-answer',
  });
  return {
    callers,
    puts,
    lift() {
      callers.lift();
      puts.lift();
    },
  };
}

function everyNth(n: number, matches: (call: Call) => boolean): (call: Call) => boolean {
  let seen = 0;
  return (call) => {
    if (!matches(call)) return false;
    seen += 1;
    return seen % n === 1;
  };
}
