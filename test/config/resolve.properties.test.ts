import * as fc from 'fast-check';
import { stringify } from 'yaml';
import { ConfigError, resolveZoneConfig } from '../../lib/config/load';
import { profileDefaults } from '../../lib/config/profiles';
import type { Profile } from '../../lib/config/schema';
import { EMULATOR, PRODUCTION, SANDBOX } from './zone-texts';
import { fields, leaves, treeOf } from './zone-values';
import { anyText } from '../support/any-text';

const PROFILES: readonly Profile[] = ['production', 'sandbox', 'emulator'];
const TEXTS = { production: PRODUCTION, sandbox: SANDBOX, emulator: EMULATOR } as const;

/** The message about a bad text, or that it is good. Anything but a ConfigError fails the test. */
function verdict(text: string): string {
  try {
    resolveZoneConfig(text, 'zone.yaml');
    return 'good';
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
}

/** What each verdict must look like: a head, and one line a problem, printable. */
const VERDICT = /^(good|zone\.yaml: \d+ problems?(\n {2}[^\p{C}]+\. [^\p{C}]+[.?])+)$/u;

/** How a scalar stands in YAML; an empty list or mapping has nothing that could be looked for. */
function asText(value: unknown): string {
  if (typeof value === 'object') return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

describe('junk is refused in words, whatever it is', () => {
  const junk = fc.oneof(
    anyText({ maxLength: 200 }),
    fc.stringMatching(/^[\n \-?:,[\]{}#&*!|>'"%@`a\t\\]{0,60}$/),
    fc.anything().map((value) => stringify(value) ?? ''),
    fc.json(),
  );

  it('as a text', () => {
    fc.assert(
      fc.property(junk, (text) => expect(verdict(text)).toMatch(VERDICT)),
      { numRuns: 1000 },
    );
  });

  it('behind a good text', () => {
    const mixed = fc.tuple(fc.constantFrom(SANDBOX, PRODUCTION), junk).map(([a, b]) => a + b);
    fc.assert(
      fc.property(mixed, (text) => expect(verdict(text)).toMatch(VERDICT)),
      { numRuns: 1000 },
    );
  });

  it('as the value of any field, which the words then name', () => {
    const good = {
      production: fields(resolveZoneConfig(PRODUCTION, 'zone.yaml').config),
      sandbox: fields(resolveZoneConfig(SANDBOX, 'zone.yaml').config),
      emulator: fields(resolveZoneConfig(EMULATOR, 'zone.yaml').config),
    } as const;
    const field = fc.constantFrom(...good.production.map(([path]) => path));
    const profile = fc.constantFrom(...PROFILES);
    fc.assert(
      fc.property(field, profile, fc.jsonValue(), (path, name, value) => {
        const others = good[name].filter(([other]) => other.join() !== path.join());
        const words = verdict(stringify(treeOf([...others, [path, value]])));
        expect(words).toMatch(VERDICT);
        expect(words === 'good' ? path[0] : words).toContain(path[0]);
      }),
      { numRuns: 400 },
    );
  });
});

describe('defaults and what is written', () => {
  const written = fc.constantFrom(...PROFILES).chain((profile) => {
    // What the smallest zone of the profile has written already is left as it is.
    const defaults = fields(profileDefaults(profile)).filter(
      ([path]) => !TEXTS[profile].includes(`${path[0]}:`),
    );
    return fc.record({ profile: fc.constant(profile), chosen: fc.subarray(defaults) });
  });

  it('writing defaults out changes nothing but their origin', () => {
    fc.assert(
      fc.property(written, ({ profile, chosen }) => {
        const text = TEXTS[profile] + (chosen.length === 0 ? '' : stringify(treeOf(chosen)));
        const { config, origins } = resolveZoneConfig(text, 'zone.yaml');
        expect(config).toEqual(resolveZoneConfig(TEXTS[profile], 'zone.yaml').config);

        const paths = leaves(config).map(([path]) => path);
        expect([...origins.keys()].toSorted()).toEqual(paths.toSorted());
        const lines = text.split('\n');
        const isWritten = (path: string) =>
          chosen.some(([field]) => `${path}.`.startsWith(`${field.join('.')}.`));
        const astray = leaves(config).filter(([path, value]) => {
          const origin = origins.get(path);
          if (origin?.kind === 'file') return !lines[origin.line - 1]?.includes(asText(value));
          return origin?.profile !== profile || isWritten(path);
        });
        expect(astray).toEqual([]);
      }),
    );
  });
});
