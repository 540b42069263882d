import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesBeside } from '../../lib/bundle/files-beside';
import { ROOT } from '../support/root';
import { runBundled } from './bundled';

describe('files beside a bundle', () => {
  const root = mkdtempSync(join(tmpdir(), 'files-beside-'));
  afterAll(() => {
    rmSync(root, { recursive: true, force: true });
  });

  test.each(['access-api', 'breach-api', 'ledger-api', 'phi-api'])(
    'are Cedar and all policies for %s',
    (name) => {
      const policies = join(root, 'lambda', 'access', 'policies');
      mkdirSync(policies, { recursive: true });
      for (const file of ['schema.cedarschema', 'nurse.cedar'])
        writeFileSync(join(policies, file), '');
      expect(filesBeside(name, root)).toEqual([
        {
          name: 'cedar_wasm_bg.wasm',
          from: join(ROOT, 'node_modules/@cedar-policy/cedar-wasm/web/cedar_wasm_bg.wasm'),
        },
        { name: 'nurse.cedar', from: join(policies, 'nurse.cedar') },
        { name: 'schema.cedarschema', from: join(policies, 'schema.cedarschema') },
      ]);
    },
  );

  test('are none for a function that decides nothing', () => {
    expect(filesBeside('ledger-sealer', ROOT)).toEqual([]);
  });
});

test('a bundle finds what lies beside it, and decides', async () => {
  const source = `
    import { loadEngine } from './lambda/access/stores/cedar';
    import { NO_RELATION } from './lambda/access/vocabulary';

    export async function run() {
      const engine = await loadEngine();
      const ask = (careTeam) => engine.decide({
        principal: { kind: 'person', tenant: 'north-clinic', role: 'nurse' },
        action: 'read',
        resource: { tenant: 'north-clinic', dataType: 'vitals' },
        relation: { ...NO_RELATION, careTeam },
        approval: false,
        restricted: false,
        active: true,
      });
      return [ask(true).allowed, ask(false).allowed];
    }
  `;
  const beside = filesBeside('access-api', ROOT).map(
    ({ name, from }) => [name, readFileSync(from)] as const,
  );
  expect(await runBundled(source, {}, Object.fromEntries(beside))).toEqual([true, false]);
});
