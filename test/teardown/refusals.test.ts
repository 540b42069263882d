import { UsageError } from '../../lib/cli/command';
import { ConfigError } from '../../lib/config/load';
import { FakeAccount } from './fake-account';
import { hlzTeardown } from './harness';
import { smallZone } from './worlds';

describe('what it refuses', () => {
  test('a production config: before any call, whatever is confirmed', async () => {
    const account = smallZone();
    const { code, err, out } = await hlzTeardown(account, ['--confirm', 'demo'], {
      config: { profile: 'production' },
    });
    expect(code).toBe(1);
    expect(err).toBe(
      'Zone demo is not torn down, and nothing was touched:\n  its profile is production; only a sandbox can be\n',
    );
    expect(out).toBe('');
    expect(account.calls).toBe(0);
  });

  test('a production config even as a dry run', async () => {
    const account = smallZone();
    const config = { profile: 'production' as const };
    expect((await hlzTeardown(account, ['--dry-run'], { config })).code).toBe(1);
    expect(account.calls).toBe(0);
  });

  test('a config edited from production to sandbox: the stacks say what they are', async () => {
    const account = smallZone();
    for (const stack of account.stacks.values()) stack.tags = { Environment: 'production' };
    const { code, err } = await hlzTeardown(account, ['--confirm', 'demo']);
    expect(code).toBe(1);
    expect(err).toBe(
      [
        'Zone demo is not torn down, and nothing was touched:',
        '  stack hlz-demo-archive: its Environment tag says "production", not "sandbox"',
        '  stack hlz-demo-keys: its Environment tag says "production", not "sandbox"',
        '',
      ].join('\n'),
    );
    expect(account.changes).toEqual([]);
  });

  test('nothing of an emulator zone, which is a sandbox on one machine', async () => {
    const account = smallZone();
    for (const stack of account.stacks.values()) stack.tags = { Environment: 'emulator' };
    const config = { profile: 'emulator' as const };
    expect((await hlzTeardown(account, ['--confirm', 'demo'], { config })).code).toBe(0);
  });

  test('a wrong --confirm: before any call', async () => {
    const account = smallZone();
    const { code, err } = await hlzTeardown(account, ['--confirm', 'demo-2']);
    expect(code).toBe(1);
    expect(err).toContain('--confirm says "demo-2", the zone of the config is "demo"');
    expect(account.calls).toBe(0);
  });

  test.each(['', 'yes', 'DEMO', 'demo2'])('the answer %j', async (answer) => {
    const account = smallZone();
    const { code, err, asked } = await hlzTeardown(account, [], { answer });
    expect(code).toBe(1);
    expect(asked).toEqual(['Type the name of the zone to go on: ']);
    expect(err).toContain('the answer was not the name of the zone');
    expect(account.changes).toEqual([]);
  });

  test('credentials of another account', async () => {
    const account = new FakeAccount('999988887777');
    account.deploy('hlz-demo-keys');
    const { code, err } = await hlzTeardown(account, ['--confirm', 'demo']);
    expect(code).toBe(1);
    expect(err).toContain(
      'the credentials are for account 999988887777, the config is for 111122223333',
    );
    expect(account.calls).toBe(1);
  });

  test('without a terminal and without --confirm: a wrong call', async () => {
    const account = smallZone();
    await expect(hlzTeardown(account, [])).rejects.toThrow(UsageError);
    expect(account.calls).toBe(0);
  });

  test.each([[['a.yaml', 'b.yaml']], [['--force']], [['--confirm']]])(
    'the arguments %j: a wrong call',
    async (args) => {
      const account = smallZone();
      await expect(hlzTeardown(account, args)).rejects.toThrow(UsageError);
      expect(account.calls).toBe(0);
    },
  );

  test('a config that cannot be used', async () => {
    const account = smallZone();
    const dependencies = {
      loadConfig: (file: string): never => {
        throw new ConfigError(file, [{ path: 'name', message: 'is missing.', mend: 'Add it.' }]);
      },
    };
    await expect(hlzTeardown(account, ['--confirm', 'demo'], { dependencies })).rejects.toThrow(
      'config/sandbox.yaml: 1 problem',
    );
    const { code, out } = await hlzTeardown(account, ['--json'], { dependencies });
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({
      event: 'end',
      exitCode: 1,
      outcome: 'refused',
      reasons: ['name: is missing. Add it.'],
    });
    expect(account.calls).toBe(0);
  });
});
