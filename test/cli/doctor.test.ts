import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PortError } from '../../lib/aws/calling';
import { createDoctorCommand, doctorCommand } from '../../lib/cli/doctor';
import { main } from '../../lib/cli/main';
import { loadZoneConfig } from '../../lib/config/load';
import type { ZoneConfig } from '../../lib/config/schema';
import type { Answers, DoctorPort } from '../../lib/doctor/answers';
import { ACTIONS } from '../../lib/doctor/aws/actions';
import { seen } from '../../lib/doctor/look';
import { executionPolicies } from '../../lib/doctor/subjects/bootstrap';
import {
  BOOTSTRAP_FILES,
  CALLER,
  closedAccount,
  emptyAccount,
  newAccount,
} from '../doctor/accounts/empty';
import { messyAccount } from '../doctor/accounts/messy';
import { ROOT } from '../support/root';
import { fakeIo } from './fake-io';

interface World {
  readonly account?: (zone: ZoneConfig) => Answers;
  readonly port?: Partial<DoctorPort>;
  readonly isTTY?: boolean;
  /** What a person answers, one after another. */
  readonly says?: readonly string[];
  readonly profile?: ZoneConfig['profile'];
}

/** `hlz doctor` onto an account that is made by hand. */
async function hlzDoctor(args: readonly string[], world: World = {}) {
  const { account = emptyAccount, port, isTTY = false, says = [] } = world;
  const asked: string[] = [];
  const opened: (string | undefined)[] = [];
  const { io, printed } = fakeIo({
    cwd: ROOT,
    isTTY,
    ask: async (question) => {
      asked.push(question);
      return says[asked.length - 1] ?? '';
    },
  });
  const command = createDoctorCommand({
    loadConfig: (file, cwd) => {
      const { config } = loadZoneConfig(file, cwd);
      return { config: { ...config, profile: world.profile ?? config.profile } };
    },
    openPort: (zone, profile) => {
      opened.push(profile);
      return {
        caller: async () => CALLER,
        regions: async () =>
          seen([{ RegionName: zone.region, OptInStatus: 'opt-in-not-required' }]),
        answers: async (report) => {
          report({ question: 'trails', done: 1, total: 48 });
          return account(zone);
        },
        ...port,
      };
    },
    bootstrapFiles: () => BOOTSTRAP_FILES,
  });
  const code = await main(['doctor', ...args], io, [command]);
  return { code, out: printed.stdout, err: printed.stderr, asked, opened };
}

const PRODUCTION = 'config/production.yaml';

describe('how it ends', () => {
  it('with 0 when nothing would break a deploy', async () => {
    const { code, out, err } = await hlzDoctor([PRODUCTION]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('Nothing was found that would break a deploy.');
    expect(out).not.toContain('Write this into');
  });

  it('with 1 when something would, named with its mend and the block to write', async () => {
    const { code, out } = await hlzDoctor([PRODUCTION], { account: messyAccount });
    expect(code).toBe(1);
    expect(out).toContain('A deploy would not go through. 14 break');
    expect(out).toContain('x BREAKS  singletons.guardDuty');
    expect(out).toContain('Write this into config/production.yaml.');
    expect(out).toContain('\n  externalAccessAnalyzer: existing\n');
    // What does not run is nothing to rely on.
    expect(out).not.toContain('guardDuty: existing');
  });

  it('with 1 when nobody can say', async () => {
    const { code, out } = await hlzDoctor([PRODUCTION], { account: closedAccount });
    expect(code).toBe(1);
    expect(out).toContain('Could not look: needs made-up:Action.');
    expect(out.replaceAll(/\s+/g, ' ')).toContain(
      'Nobody can say whether a deploy would go through',
    );
  });

  it('with 1 for a new account, and for a Region that is closed, of which nothing is asked', async () => {
    expect((await hlzDoctor([PRODUCTION], { account: newAccount })).code).toBe(1);
    const closed = await hlzDoctor([PRODUCTION], {
      port: {
        regions: async () => seen([{ RegionName: 'us-east-1', OptInStatus: 'not-opted-in' }]),
        answers: () => Promise.reject(new Error('asked all the same')),
      },
    });
    expect(closed.code).toBe(1);
    expect(closed.out).toContain('aws account enable-region --region-name us-east-1');
  });

  it('with 2 for another account, and looks no further', async () => {
    const { code, out, err } = await hlzDoctor([PRODUCTION], {
      port: {
        caller: async () => ({ ...CALLER, account: '999900001111' }),
        regions: () => Promise.reject(new Error('looked all the same')),
      },
    });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('for account 999900001111, the config is for 111122223333. Log in');
  });

  it.each([
    ['CredentialsProviderError', 'no credentials that hold'],
    ['ExpiredToken', 'no credentials that hold'],
    ['InvalidClientTokenId', 'AWS does not take these credentials'],
    ['ENOTFOUND', 'Look at the network'],
  ])('with 2 after %s, without a trace: %s', async (code, said) => {
    const failure = new PortError('GetCallerIdentity', code, 'as AWS says it', false);
    const ended = await hlzDoctor([PRODUCTION], {
      port: { caller: () => Promise.reject(failure) },
    });
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toContain(said);
    expect(ended.err.trim().split('\n')).toHaveLength(1);
  });

  it('with 2 for an emulator, which has no account', async () => {
    expect(await hlzDoctor([PRODUCTION], { profile: 'emulator' })).toMatchObject({ code: 2 });
  });

  it.each([
    [['--answers', 'baaa=yes'], 'Did you mean "baa"?'],
    [['--answers', 'baa=perhaps'], 'expected baa=yes or baa=no'],
    [['--reigon', 'x'], 'unknown option'],
  ])('with 2 for %j', async (args, said) => {
    const { code, err } = await hlzDoctor(args);
    expect(code).toBe(2);
    expect(err).toContain(said);
  });

  it('with 1 and the problems for a config that is none', async () => {
    const { code, err } = await hlzDoctor(['config/none.yaml']);
    expect(code).toBe(1);
    expect(err).toContain('no such file');
    const json = await hlzDoctor(['config/none.yaml', '--json']);
    expect(JSON.parse(json.out)).toMatchObject({ ok: false, exitCode: 1, problems: [{}] });
  });

  it('a mistake of its own is no mistake of the user', async () => {
    const { code } = await hlzDoctor([PRODUCTION], {
      port: { answers: () => Promise.reject(new Error('a mistake')) },
    });
    expect(code).toBe(70);
  });
});

describe('what it asks a person', () => {
  it('nothing where nobody sits: the questions stay open', async () => {
    const { asked, out } = await hlzDoctor([PRODUCTION]);
    expect(asked).toEqual([]);
    expect(out).toContain('5 to answer');
  });

  it('on a terminal each question that is not answered yet, and shows how far it is', async () => {
    const { asked, out, err } = await hlzDoctor([PRODUCTION, '--answers', 'baa=yes,support=no'], {
      isTTY: true,
      says: ['y', 'n', ''],
    });
    expect(asked).toHaveLength(3);
    expect(asked[0]).toContain('security-alerts@hospital.example');
    expect(err).toContain('\r\u001B[2Kasked 1 of 48: trails');
    expect(out).toContain('3 to answer');
  });
});

it('--profile is handed on', async () => {
  expect((await hlzDoctor([PRODUCTION, '--profile', 'audit'])).opened).toEqual(['audit']);
  expect((await hlzDoctor([PRODUCTION])).opened).toEqual([undefined]);
  const failure = new PortError('GetCallerIdentity', 'CredentialsProviderError', '', false);
  const { err } = await hlzDoctor([PRODUCTION, '--profile', 'audit'], {
    port: { caller: () => Promise.reject(failure) },
  });
  expect(err).toContain('no credentials that hold in profile audit');
});

it.each([[[]], [['--json']]])(
  'prints nothing that a terminal would obey, with %j',
  async (args) => {
    const evil = 'red\u001B[31m\u202Eder\u009B2J';
    const summary = { name: evil, type: 'ACCOUNT', status: 'ACTIVE' } as const;
    const account = (zone: ZoneConfig): Answers => ({
      ...emptyAccount(zone),
      analyzers: seen([{ summary, configuration: seen(undefined) }]),
      buckets: seen([{ Name: `hlz-mercy-data-${evil}` }]),
    });
    const { out } = await hlzDoctor([PRODUCTION, ...args], {
      account,
      port: { caller: async () => ({ ...CALLER, arn: `arn:aws:sts::1:role/${evil}` }) },
    });
    // In the findings, and in the block that goes into the config.
    expect(out).toContain('The analyzer red\uFFFD[31m\uFFFDder\uFFFD2J');
    expect(obeyed(out)).toEqual([]);
    const refused = await hlzDoctor([PRODUCTION, ...args], {
      port: { caller: () => Promise.reject(new PortError('GetCallerIdentity', 'X', evil, false)) },
    });
    expect(refused.code).toBe(2);
    expect(obeyed(refused.out + refused.err)).toEqual([]);
  },
);

/** What of it a terminal, or a reader of the JSON or the YAML, would turn into control characters. */
function obeyed(text: string): readonly string[] {
  return ['\u001B', '\u009B', '\u202E', '\\u001b', '\\x1b', '\\e'].filter((sign) =>
    text.toLowerCase().includes(sign.toLowerCase()),
  );
}

it('--json has what the text has', async () => {
  const { code, out } = await hlzDoctor([PRODUCTION, '--json'], {
    account: messyAccount,
    isTTY: true,
  });
  const said = JSON.parse(out) as Record<string, unknown>;
  expect(said).toMatchObject({
    file: PRODUCTION,
    ok: false,
    exitCode: code,
    zone: { name: 'mercy', profile: 'production', account: '111122223333', region: 'us-east-1' },
    caller: CALLER,
    block: { singletons: { externalAccessAnalyzer: 'existing' } },
  });
  expect(said['yaml']).toContain('externalAccessAnalyzer: existing');
  expect(said['findings']).toContainEqual({
    subject: 'quotas',
    about: 'VPCs per Region',
    verdict: 'breaks',
    found: '5, of which 5 are taken; the deploy adds 1.',
    mend: expect.stringContaining('L-F678F1CE') as string,
    blocks: true,
  });
  const refused = await hlzDoctor([PRODUCTION, '--json'], {
    port: { caller: async () => ({ ...CALLER, account: '999900001111' }) },
  });
  expect(JSON.parse(refused.out)).toMatchObject({ ok: false, exitCode: 2, file: PRODUCTION });
});

it('knows the policies of bootstrap/', () => {
  const there = readdirSync(join(ROOT, 'bootstrap')).filter((file) =>
    file.startsWith('execution-'),
  );
  const zone = loadZoneConfig(PRODUCTION, ROOT).config;
  const wanted = executionPolicies({ network: { ...zone.network, egress: 'nat' } });
  expect(wanted.map((name) => `${name}.json`).toSorted()).toEqual(there.toSorted());
});

describe('docs/doctor.md', () => {
  const page = readFileSync(join(ROOT, 'docs', 'doctor.md'), 'utf8');

  it('has the policy of all actions and of no other', () => {
    const [, policy = ''] = /```json\n([^]*?)```/.exec(page) ?? [];
    const { Statement } = JSON.parse(policy) as {
      readonly Statement: readonly {
        readonly Effect: string;
        readonly Action: readonly string[];
      }[];
    };
    expect(Statement.map(({ Effect }) => Effect)).toEqual(Statement.map(() => 'Allow'));
    const listed = Statement.flatMap(({ Action }) => Action);
    expect(listed).toEqual([...new Set(Object.values(ACTIONS))].toSorted());
    // None of them changes anything.
    for (const action of listed) expect(action).toMatch(/:(?:Get|List|Describe|GET)/);
  });

  it('shows what is printed of the messy account', async () => {
    const { out } = await hlzDoctor([PRODUCTION], { account: messyAccount });
    const [, transcript = ''] = /```text\n([^]*?)```/.exec(page) ?? [];
    const blocks = transcript.split('\n...\n');
    expect(blocks.length).toBeGreaterThan(2);
    for (const block of blocks) expect(out).toContain(block.trim());
  });

  it('says every option', () => {
    for (const option of doctorCommand.usage.matchAll(/--[a-z]+/g))
      expect(page).toContain(option[0]);
  });
});
