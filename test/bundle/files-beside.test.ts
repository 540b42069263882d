import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesBeside } from '../../lib/bundle/files-beside';
import { ROOT } from '../support/root';
import { runBundled } from './bundled';

const WASM = join(ROOT, 'node_modules/@cedar-policy/cedar-wasm/web/cedar_wasm_bg.wasm');

describe('files beside a bundle', () => {
  const root = mkdtempSync(join(tmpdir(), 'files-beside-'));
  afterAll(() => {
    rmSync(root, { recursive: true, force: true });
  });

  test.each(['access-api', 'ledger-api'])('are Cedar and all policies for %s', (name) => {
    const policies = join(root, 'lambda', 'access', 'policies');
    mkdirSync(policies, { recursive: true });
    for (const file of ['schema.cedarschema', 'nurse.cedar'])
      writeFileSync(join(policies, file), '');
    expect(filesBeside(name, root)).toEqual([
      {
        name: 'cedar_wasm_bg.wasm',
        from: join(root, 'node_modules/@cedar-policy/cedar-wasm/web/cedar_wasm_bg.wasm'),
      },
      { name: 'nurse.cedar', from: join(policies, 'nurse.cedar') },
      { name: 'schema.cedarschema', from: join(policies, 'schema.cedarschema') },
    ]);
  });

  test('are none for a function that decides nothing', () => {
    expect(filesBeside('ledger-sealer', ROOT)).toEqual([]);
  });
});

test('a bundle finds Cedar beside itself, and decides', async () => {
  const source = `
    import { readFileSync } from 'node:fs';
    import { join } from 'node:path';

    export async function run() {
      const cedar = await import('@cedar-policy/cedar-wasm/web');
      cedar.initSync({ module: readFileSync(join(__dirname, 'cedar_wasm_bg.wasm')) });
      const entity = { type: 'A', id: 'a' };
      const answer = cedar.isAuthorized({
        principal: entity,
        action: { type: 'Action', id: 'read' },
        resource: entity,
        context: {},
        policies: { staticPolicies: 'permit(principal, action, resource);' },
        entities: [],
      });
      return answer.response.decision;
    }
  `;
  expect(await runBundled(source, {}, { 'cedar_wasm_bg.wasm': readFileSync(WASM) })).toBe('allow');
});
