import { readFileSync } from 'node:fs';
import { filesBeside } from '../../../../lib/bundle/files-beside';
import { runBundled } from '../../../bundle/bundled';
import { ROOT } from '../../../support/root';

const BESIDE = Object.fromEntries(
  filesBeside('access-api', ROOT).map(({ name, from }) => [name, readFileSync(from)]),
);

/** What a function says that asks two questions, with these files beside its code. */
async function answers(beside: Readonly<Record<string, Uint8Array>>): Promise<unknown> {
  return runBundled(
    `
    import { loadEngine } from './lambda/access/stores/cedar';

    export async function run() {
      try {
        const { decide } = await loadEngine();
        const nurse = { kind: 'person', tenant: 'mercy', role: 'nurse' } as const;
        const ask = (careTeam: boolean) =>
          decide({
            principal: nurse,
            action: 'read',
            resource: { tenant: 'mercy', dataType: 'notes' },
            relation: { careTeam, department: false, own: false, brokenGlass: false },
            approval: false,
            restricted: false,
            active: true,
          });
        return [ask(true), ask(false)];
      } catch (error) {
        return { name: error.name, message: error.message };
      }
    }
    `,
    {},
    beside,
  );
}

it('decides by the policies that lie beside the code', async () => {
  expect(await answers(BESIDE)).toEqual([
    { allowed: true, policies: ['nurse-sees'] },
    { allowed: false, policies: [], reason: 'no-care-relation' },
  ]);
});

it.each(['cedar_wasm_bg.wasm', 'always.cedar', 'nurse.cedar'])(
  'does not start without %s',
  async (name) => {
    const { [name]: _, ...others } = BESIDE;
    expect(await answers(others)).toEqual({
      name: 'PolicyError',
      message: `The access policies cannot be used:\n  ${name} cannot be read: expected beside the code of the function: deploy it again.`,
    });
  },
);
