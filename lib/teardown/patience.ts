import type { Context } from './context';
import type { TeardownLimits } from './limits';
import { PortError } from '../aws/calling';
import type { TeardownPort } from './port';
import { Stopped } from './problem';

/**
 * The same port, with patience: a passing error (throttling, a broken connection, a 5xx) is waited
 * out a bounded number of times, and no call is made once somebody pressed Ctrl-C.
 */
export function patientPort(context: Context): TeardownPort {
  const { port } = context;
  const patient =
    <A extends readonly unknown[], R>(call: (...args: A) => Promise<R>) =>
    (...args: A): Promise<R> =>
      withPatience(context, () => call(...args));
  return {
    callerAccount: patient(port.callerAccount),
    stackNames: patient(port.stackNames),
    stack: patient(port.stack),
    resources: patient(port.resources),
    allowDeletion: patient(port.allowDeletion),
    deleteStack: patient(port.deleteStack),
    deletionFailures: patient(port.deletionFailures),
    listVersions: patient(port.listVersions),
    deleteVersions: patient(port.deleteVersions),
    lockOf: patient(port.lockOf),
    vault: patient(port.vault),
    unlockVault: patient(port.unlockVault),
    listRecoveryPoints: patient(port.listRecoveryPoints),
    deleteRecoveryPoint: patient(port.deleteRecoveryPoint),
  };
}

/** Sleeps, then goes on or stops, as the signal says. */
export async function pause(
  { clock, signal }: Pick<Context, 'clock' | 'signal'>,
  ms: number,
): Promise<void> {
  await clock.sleep(ms, signal);
  stopIfInterrupted(signal);
}

async function withPatience<R>(context: Context, call: () => Promise<R>): Promise<R> {
  const { limits, signal, report } = context;
  for (let tries = 0; ; tries += 1) {
    stopIfInterrupted(signal);
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof PortError) || !error.transient || tries >= limits.retries) throw error;
      const ms = backoffMs(limits, tries);
      const { operation, code } = error;
      report({ event: 'retry', operation, code, seconds: ms / 1000 });
      await pause(context, ms);
    }
  }
}

/** How long to wait after so many tries: longer each time, up to a cap. */
export function backoffMs(
  { retryBaseMs, retryCapMs }: Pick<TeardownLimits, 'retryBaseMs' | 'retryCapMs'>,
  tries: number,
): number {
  return Math.min(retryCapMs, retryBaseMs * 2 ** tries);
}

function stopIfInterrupted(signal: AbortSignal): void {
  if (signal.aborted) throw new Stopped([{ kind: 'interrupted' }]);
}
