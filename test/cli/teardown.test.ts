import { teardownCommand } from '../../lib/cli/teardown';
import { PortError } from '../../lib/aws/calling';
import { FakeAccount } from '../teardown/fake-account';
import { hlzTeardown, intercepted, ZONE } from '../teardown/harness';
import { Loopback, sts } from '../teardown/aws/loopback';
import { smallZone } from '../teardown/worlds';

const DAY_MS = 86_400_000;

describe('what it does', () => {
  test('with the right answer the zone goes, and it says what stays', async () => {
    const account = smallZone();
    const { code, out, err } = await hlzTeardown(account, [], { answer: ' demo ' });
    expect(code).toBe(0);
    expect(account.buckets.size + account.vaults.size).toBe(0);
    expect(err).toContain('This destroys zone demo in account 111122223333, us-east-1');
    expect(out).toContain('Zone demo is gone.\nAccount settings that the Baseline stack made');
    expect(out).toContain('KMS keys wait 30 days');
    expect(out).toContain('\r\u001B[2K');
  });

  test('without a terminal it writes plain lines', async () => {
    const { code, out } = await hlzTeardown(smallZone(), ['--confirm', 'demo']);
    expect(code).toBe(0);
    expect(out).not.toContain('\r');
    expect(out).toContain('bucket hlz-demo-archive-ledger empty, 1,234 versions deleted\n');
  });

  test('with --json every line is an object, the last one says how it ended', async () => {
    const { code, out, err } = await hlzTeardown(smallZone(), ['--confirm', 'demo', '--json']);
    expect(code).toBe(0);
    expect(err).toBe('');
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { readonly event: string });
    expect(new Set(lines.map(({ event }) => event))).toEqual(
      new Set(['stack', 'bucket', 'vault', 'waiting', 'end']),
    );
    expect(lines.at(-1)).toMatchObject({ event: 'end', outcome: 'done', exitCode: 0 });
  });

  test('a zone that is gone already is gone: nobody is asked', async () => {
    const { code, asked, out } = await hlzTeardown(new FakeAccount(ZONE.account), [], {
      answer: 'no',
    });
    expect({ code, asked }).toEqual({ code: 0, asked: [] });
    expect(out).toContain('Zone demo is gone.');
  });

  test('a dry run needs no name, tells what would go, and touches nothing', async () => {
    const account = smallZone();
    account.fill('hlz-demo-archive-ledger', 9000);
    const { code, out, asked } = await hlzTeardown(account, ['--dry-run']);
    expect({ code, asked, changes: account.changes }).toEqual({ code: 0, asked: [], changes: [] });
    expect(out.split('\n').slice(0, 5)).toEqual([
      'Of zone demo, account 111122223333, us-east-1, this would be deleted, in this order:',
      '  stack hlz-demo-archive (CREATE_COMPLETE, termination protection on)',
      '    bucket hlz-demo-archive-ledger: more than 10,000 object versions',
      '    vault hlz-demo-archive-vault: 2 recovery points',
      '  stack hlz-demo-keys (CREATE_COMPLETE, termination protection on)',
    ]);
    expect(account.calls).toBeLessThan(25);
  });

  test('a dry run of what is gone', async () => {
    const account = smallZone();
    account.buckets.clear();
    account.vaults.clear();
    expect((await hlzTeardown(account, ['--dry-run'])).out).toContain(
      'bucket hlz-demo-archive-ledger: deleted already',
    );
    account.stacks.clear();
    expect((await hlzTeardown(account, ['--dry-run'])).out).toBe(
      'Nothing of zone demo is deployed.\n',
    );
  });

  test('a dry run as JSON', async () => {
    const { out } = await hlzTeardown(smallZone(), ['--dry-run', '--json']);
    expect(JSON.parse(out)).toMatchObject({
      outcome: 'dry-run',
      stacks: [{ buckets: [{ count: 1234, more: false, absent: false }] }, { buckets: [] }],
    });
  });
});

describe('how it stops', () => {
  test('half-way: with 3, the reason, and that it can be repeated', async () => {
    const account = smallZone();
    account.fill('hlz-demo-archive-ledger', 1, {
      lock: { mode: 'COMPLIANCE', until: new Date(account.now + DAY_MS), legalHold: false },
    });
    const { code, err } = await hlzTeardown(account, ['--confirm', 'demo']);
    expect(code).toBe(3);
    expect(err).toContain('Repeat after 2026-01-02T00:00:00.000Z');
    expect(err).toContain('Run the same command again');
    account.now += DAY_MS;
    expect((await hlzTeardown(account, ['--confirm', 'demo'])).code).toBe(0);
  });

  test('before it touched anything: with 1', async () => {
    const account = smallZone();
    const port = intercepted(account.port(), {
      before: (operation) => {
        throw new PortError(operation, 'ExpiredToken', 'sign in again', false);
      },
    });
    const { code, err } = await hlzTeardown(account, ['--confirm', 'demo'], { port });
    expect(code).toBe(1);
    expect(err).toContain('callerAccount failed: ExpiredToken: sign in again');
  });

  test('on Ctrl-C: with 3, and listens no longer', async () => {
    const account = smallZone();
    const handlers: (() => void)[] = [];
    let listening = 0;
    const port = intercepted(account.port(), {
      after: (operation) => {
        if (operation === 'deleteVersions') handlers[0]?.();
      },
    });
    const { code, err } = await hlzTeardown(account, ['--confirm', 'demo'], {
      port,
      dependencies: {
        onInterrupt: (handler) => {
          handlers.push(handler);
          listening += 1;
          return () => {
            listening -= 1;
          };
        },
      },
    });
    expect(code).toBe(3);
    expect(err).toContain('Stopping after the calls under way.');
    expect(err).toContain('Stopped on request.');
    expect(listening).toBe(0);
    expect(account.changes.map(({ what }) => what)).not.toContain('delete-stack');
    expect((await hlzTeardown(account, ['--confirm', 'demo'])).code).toBe(0);
  });

  test('a mistake of ours is not dressed up', async () => {
    const account = smallZone();
    const port = intercepted(account.port(), {
      before: (operation) => {
        if (operation === 'deleteStack') throw new TypeError('a bug');
      },
    });
    await expect(hlzTeardown(account, ['--confirm', 'demo'], { port })).rejects.toThrow('a bug');
  });
});

describe('the command itself', () => {
  const names = ['AWS_ENDPOINT_URL', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'] as const;
  const before = names.map((name) => [name, process.env[name]] as const);

  afterEach(() => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  test('asks AWS, with the config of the repository', async () => {
    const loopback = new Loopback((sent) => sts()(sent) ?? { status: 500 });
    await loopback.open();
    process.env['AWS_ENDPOINT_URL'] = loopback.url;
    process.env['AWS_ACCESS_KEY_ID'] = 'CALLER';
    process.env['AWS_SECRET_ACCESS_KEY'] = 'x';
    let err = '';
    const code = await teardownCommand.run(['config/sandbox.yaml', '--dry-run'], {
      stdout: () => undefined,
      stderr: (text) => {
        err += text;
      },
      isTTY: false,
      ask: () => Promise.reject(new Error('asked')),
      env: {},
      cwd: process.cwd(),
    });
    await loopback.close();
    expect(code).toBe(1);
    expect(err).toContain('the credentials are for account 111122223333, the config is for');
    expect(loopback.sent).toHaveLength(1);
  });

  test('has a name, a line for the list, and a help that says what the exit codes mean', () => {
    expect(teardownCommand.name).toBe('teardown');
    expect(teardownCommand.summary).toBe('Empty and destroy a sandbox zone.');
    expect(teardownCommand.usage).toContain('3 when it stopped half-way');
  });
});
