import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkLinks } from '../../lib/bundle/environment-credentials';
import { bundled, runBundled } from './bundled';

const CALL = `
  import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';

  export async function run() {
    try {
      await new KMSClient({ maxAttempts: 1 }).send(new ListKeysCommand({}));
      return 'called';
    } catch (error) {
      return error.name;
    }
  }
`;

/** Runs the call against a server of this process, and says what that was sent. */
async function call(
  env: Readonly<Record<string, string>>,
): Promise<{ readonly outcome: unknown; readonly requests: readonly IncomingHttpHeaders[] }> {
  const requests: IncomingHttpHeaders[] = [];
  const server = createServer(({ headers }, response) => {
    requests.push(headers);
    response.end('{"Keys":[]}');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  try {
    const outcome = await runBundled(CALL, {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${String(port)}`,
      AWS_REGION: 'eu-central-1',
      ...env,
    });
    return { outcome, requests };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const OF_THE_ROLE = {
  AWS_ACCESS_KEY_ID: 'AKIDOFTHEROLE',
  AWS_SECRET_ACCESS_KEY: 'made-up',
  AWS_SESSION_TOKEN: 'made-up-session',
};

describe('a bundled client', () => {
  test('signs with the credentials that Lambda puts into the environment', async () => {
    const { outcome, requests } = await call(OF_THE_ROLE);
    expect(outcome).toBe('called');
    expect(requests).toMatchObject([
      {
        authorization: expect.stringMatching(
          /^AWS4-HMAC-SHA256 Credential=AKIDOFTHEROLE\/\d{8}\/eu-central-1\/kms\/aws4_request, /,
        ),
        'x-amz-security-token': 'made-up-session',
      },
    ]);
  });

  test('signs with no others, whatever else the environment names', async () => {
    const { outcome, requests } = await call({
      AWS_PROFILE: 'other',
      AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:1/',
      AWS_WEB_IDENTITY_TOKEN_FILE: '/dev/null',
      AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/other',
    });
    expect({ outcome, requests }).toEqual({ outcome: 'CredentialsProviderError', requests: [] });
  });

  test('signs tokens for RDS with the same', async () => {
    const source = `
      import { Signer } from '@aws-sdk/rds-signer';
      export const run = () => new Signer({ hostname: 'db', port: 5432, username: 'hlz' }).getAuthToken();`;
    const env = { ...OF_THE_ROLE, AWS_REGION: 'eu-central-1', AWS_PROFILE: 'other' };
    const token = new URL(`https://${String(await runBundled(source, env))}`).searchParams;
    expect(token.get('X-Amz-Credential')).toMatch(/^AKIDOFTHEROLE\/\d{8}\/eu-central-1\/rds-db\//);
    expect(token.get('X-Amz-Security-Token')).toBe('made-up-session');
    expect(Buffer.from(await bundled(source)).toString()).not.toContain('sso_start_url');
  });

  test('holds nothing of the rest of the chain, and of its manifest only the version', async () => {
    const text = Buffer.from(await bundled(CALL)).toString('utf8');
    const found = [
      'GetRoleCredentials',
      'AssumeRole',
      'sso_start_url',
      'login_session',
      'credential_process',
      'AWS_CONTAINER_CREDENTIALS',
      'devDependencies',
    ].filter((word) => text.includes(word));
    expect(found).toEqual([]);
    expect(/version:"3\.\d+\.\d+"/.test(text)).toBe(true);
  });
});

describe('the build fails', () => {
  test.each([
    ['for another source of credentials', `export * from '@aws-sdk/credential-provider-ini';`],
    ['for all of them', `export * from '@aws-sdk/credential-providers';`],
    ['for a client that a source needs', `export * from '@aws-sdk/nested-clients/sso';`],
  ])('%s', async (_, source) => {
    await expect(bundled(source)).rejects.toThrow(
      /take their credentials from the environment only/,
    );
  });

  test('for something of the chain that we do not have', async () => {
    const source = `export { credentialsWillNeedRefresh } from '@aws-sdk/credential-provider-node';`;
    // As the code of the SDK is: in TypeScript it could be a type.
    await expect(bundled(source, 'js')).rejects.toThrow(
      /No matching export.*credentialsWillNeedRefresh/,
    );
  });

  const folder = dirname(require.resolve('@aws-sdk/credential-provider-node/package.json'));
  const source = readFileSync(join(folder, 'dist-es', 'defaultProvider.js'), 'utf8');

  test('not for the chain that is installed', () => {
    expect(() => {
      checkLinks(source);
    }).not.toThrow();
  });

  test('when the chain that a client brings has changed', async () => {
    const root = mkdtempSync(join(tmpdir(), 'chain-'));
    const chain = join(root, 'node_modules/@aws-sdk/credential-provider-node/dist-es');
    mkdirSync(chain, { recursive: true });
    writeFileSync(join(chain, 'index.js'), '');
    writeFileSync(join(chain, 'defaultProvider.js'), source.replace('::fromIni"', '::fromVault"'));
    const client = `import { defaultProvider } from './node_modules/@aws-sdk/credential-provider-node/dist-es/index.js'; defaultProvider();`;
    try {
      await expect(bundled(client, 'js', root)).rejects.toThrow(/fromEnv, fromSSO, fromVault/);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });

  test.each([
    ['a link is new', source.replace('::fromIni"', '::fromVault"')],
    ['the environment is not the first', source.replace('::fromEnv"', '::fromSSO"')],
    ['the chain cannot be read', ''],
  ])('when %s', (_, changed) => {
    expect(() => {
      checkLinks(changed);
    }).toThrow(/^The default credentials of the SDK come from /);
  });
});
