import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { parse } from 'yaml';
import { resolveZoneConfig } from '../../lib/config/load';
import { renderConfig } from '../../lib/config/render';
import { PRODUCTION, SANDBOX } from './zone-texts';
import { leaves } from './zone-values';
import { anyText } from '../support/any-text';

function render(text: string): string {
  const { config, origins } = resolveZoneConfig(text, 'zone.yaml');
  return renderConfig(config, origins);
}

it('shows where each value comes from', () => {
  const lines = render(`${SANDBOX}network: { egress: nat }\n`).split('\n');
  expect(lines.slice(0, 16)).toEqual([
    'profile: sandbox                   # line 1',
    'name: demo                         # line 2',
    'account: "444455556666"            # line 3',
    'region: us-east-1                  # line 4',
    'owner: team                        # line 5',
    'organization:',
    '  name: Mercy                      # line 7',
    '  securityOfficial:',
    '    name: Sam                      # line 8',
    '    email: sam@hospital.example    # line 8',
    '  privacyOfficial:',
    '    name: Pat                      # line 9',
    '    email: pat@hospital.example    # line 9',
    'alerts:',
    '  security: []                     # sandbox profile',
    '  operations: []                   # sandbox profile',
  ]);
});

it.each([
  ['the shipped sandbox', readFileSync('config/sandbox.yaml', 'utf8')],
  ['the shipped production', readFileSync('config/production.yaml', 'utf8')],
  ['the least production', PRODUCTION],
])('gives %s again when it is read again', (_, text) => {
  const { config } = resolveZoneConfig(text, 'zone.yaml');
  const rendered = render(text);
  expect(parse(rendered)).toEqual(config);
  expect(resolveZoneConfig(rendered, 'zone.yaml').config).toEqual(config);
  expect(rendered.match(/ {2}# (line \d+|\w+ profile)$/gm)).toHaveLength(leaves(config).length);
});

it('keeps any text that a person can write', () => {
  const awkward = fc.oneof(
    anyText({ minLength: 1, maxLength: 80 }),
    fc.stringMatching(/^[ #:\-'"\n\t,{}[\]&*!|>%@`a0~?]{1,30}$/),
    fc.constantFrom('true', '~', '0x1f', '1e3', 'a # b', 'a\n  b', '\u2028', '- a', 'null', ' '),
  );
  fc.assert(
    fc.property(awkward, (name) => {
      const rendered = render(SANDBOX.replace(' Mercy', () => ` ${JSON.stringify(name)}`));
      expect(parse(rendered)).toMatchObject({ organization: { name } });
    }),
    { numRuns: 500 },
  );
});
