import type { ZoneConfig } from '../../lib/config/schema';
import { createTeardownCommand, type TeardownDependencies } from '../../lib/cli/teardown';
import type { CommandIo } from '../../lib/cli/command';
import type { Clock, Context } from '../../lib/teardown/context';
import { TEARDOWN_LIMITS, type TeardownLimits } from '../../lib/teardown/limits';
import { patientPort } from '../../lib/teardown/patience';
import type { Zone } from '../../lib/teardown/plan';
import { PortError } from '../../lib/aws/calling';
import type { TeardownPort } from '../../lib/teardown/port';
import type { Progress } from '../../lib/teardown/progress';
import type { FakeAccount } from './fake-account';

/** The zone that the tests tear down. */
export const ZONE: Zone = {
  name: 'demo',
  account: '111122223333',
  region: 'us-east-1',
  stackOrder: ['keys', 'archive', 'data'],
};

/** The process dies. */
export class Crash extends Error {}

export function clockOf(account: FakeAccount): Clock {
  return {
    now: () => account.now,
    sleep: async (ms) => {
      account.now += ms;
    },
  };
}

export interface Rig extends Context {
  readonly events: Progress[];
  readonly stop: AbortController;
}

/** What a step is given, onto an account in memory. */
export function rig(
  account: FakeAccount,
  given: { readonly limits?: Partial<TeardownLimits>; readonly port?: TeardownPort } = {},
): Rig {
  const events: Progress[] = [];
  const stop = new AbortController();
  const bare: Context = {
    port: given.port ?? account.port(),
    clock: clockOf(account),
    limits: { ...TEARDOWN_LIMITS, ...given.limits },
    signal: stop.signal,
    report: (progress) => events.push(progress),
  };
  return { ...bare, port: patientPort(bare), events, stop };
}

/** Calls something before each call, and after. Either may throw. */
export function intercepted(
  port: TeardownPort,
  { before, after }: { before?: (operation: string) => void; after?: (operation: string) => void },
): TeardownPort {
  const entries = Object.entries(port) as [string, (...args: unknown[]) => Promise<unknown>][];
  return Object.fromEntries(
    entries.map(([operation, call]) => [
      operation,
      async (...args: unknown[]) => {
        before?.(operation);
        const result = await call(...args);
        after?.(operation);
        return result;
      },
    ]),
  ) as unknown as TeardownPort;
}

export function throttled(operation: string): PortError {
  return new PortError(operation, 'ThrottlingException', 'Rate exceeded', true);
}

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly asked: readonly string[];
}

/** Runs the whole command. */
export async function hlzTeardown(
  account: FakeAccount,
  args: readonly string[],
  given: {
    readonly port?: TeardownPort;
    readonly config?: Partial<Pick<ZoneConfig, 'profile' | 'name' | 'account' | 'region'>>;
    readonly answer?: string;
    readonly limits?: Partial<TeardownLimits>;
    readonly dependencies?: Partial<TeardownDependencies>;
  } = {},
): Promise<Ran> {
  let out = '';
  let err = '';
  const asked: string[] = [];
  const config = {
    profile: 'sandbox',
    name: ZONE.name,
    account: ZONE.account,
    region: ZONE.region,
    ...given.config,
  } as ZoneConfig;
  const command = createTeardownCommand({
    loadConfig: () => ({ config }),
    openPort: () => given.port ?? account.port(),
    clock: clockOf(account),
    limits: { ...TEARDOWN_LIMITS, ...given.limits },
    stackOrder: ZONE.stackOrder,
    onInterrupt: () => () => undefined,
    ...given.dependencies,
  });
  const io: CommandIo = {
    stdout: (text) => {
      out += text;
    },
    stderr: (text) => {
      err += text;
    },
    isTTY: given.answer !== undefined,
    ask: async (question) => {
      asked.push(question);
      return given.answer ?? '';
    },
    env: {},
    cwd: '/',
  };
  const code = await command.run(args, io);
  return { code, out, err, asked };
}
