import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { coverageOf } from '../../lib/compliance/coverage';
import { subjectInTree } from '../../lib/compliance/rule-pack';
import { NAG_TYPES } from '../../lib/compliance/nag-types';
import { RESOURCE_POLICIES } from '../../lib/compliance/reading/resource-policies';
import { RULES } from '../../lib/compliance/rules';
import { UNCHECKED_TYPES } from '../../lib/compliance/unchecked-types';
import type { ZoneView } from '../../lib/compliance/reading/zone-view';
import { zoneView } from '../../lib/compliance/reading/zone-view';
import type { ZoneConfig } from '../../lib/config/schema';
import { expectationsOf } from '../../lib/zone';
import { ledgerOf } from '../support/ledgers';
import { ROOT } from '../support/root';
import { shippedConfig, templatesFor } from '../support/templates';
import { zoneApp } from '../support/zone';
import { findingsPage } from './findings-page';
import { rulesPage } from './rules-page';

const LEDGERS = [ledgerOf('production'), ledgerOf('sandbox')];

/** Policies are read with what they are put on. */
const POLICIES = Object.keys(RESOURCE_POLICIES);

const PAGES = { 'docs/rules.md': rulesPage(LEDGERS), 'docs/findings.md': findingsPage(LEDGERS) };

test.each(Object.entries(PAGES))(
  '%s is current; UPDATE_DOCS=1 npx jest test/compliance/pages renews it',
  (file, page) => {
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(join(ROOT, file), page);
    expect(readFileSync(join(ROOT, file), 'utf8')).toBe(page);
  },
);

/** Types of a zone with all that config can ask for. */
function typesOfEverything(): readonly string[] {
  const config = shippedConfig('production');
  const everything: ZoneConfig = {
    ...config,
    network: { ...config.network, egress: 'nat' },
    accountSettings: { ...config.accountSettings, otherDefaultSecurityGroups: 'enforce' },
    disasterRecovery: { secondRegion: 'us-west-2' },
    identity: {
      ...config.identity,
      domainPrefix: 'mercy-sign-in',
      callbackUrls: { ...config.identity.callbackUrls, workstation: ['https://app.example/back'] },
    },
  };
  const types = [...templatesFor(everything).values()].flatMap(({ Resources }) =>
    Object.values(Resources).map(({ Type }) => Type),
  );
  return [...new Set(types)];
}

it('has reviewed each type of a zone that no rule looks at, and no other', () => {
  const looked = new Set([
    ...NAG_TYPES,
    ...RULES.flatMap(({ types, reads = [] }) => (types === 'every' ? reads : [...types, ...reads])),
  ]);
  const unchecked = typesOfEverything().filter((type) => !looked.has(type));
  expect(Object.keys(UNCHECKED_TYPES).toSorted()).toEqual(unchecked.toSorted());
  for (const reason of Object.values(UNCHECKED_TYPES)) expect(reason.length).toBeGreaterThan(30);
});

it('knows the same types unchecked as the ledgers do', () => {
  const unchecked = coverageOf(LEDGERS.flatMap(({ rows }) => rows))
    .filter(({ rules }) => rules.length === 0)
    .map(({ type }) => type);
  expect(unchecked.filter((type) => !Object.hasOwn(UNCHECKED_TYPES, type))).toEqual([]);
});

it('knows which other types a rule looks for', () => {
  const config = shippedConfig('production');
  const app = zoneApp(config);
  app.synth({ skipValidation: true });
  const zone = zoneView(app, subjectInTree, expectationsOf(config));
  for (const rule of RULES) {
    const asked = new Set<string>();
    const listening: ZoneView = {
      ...zone,
      ofType: (type) => {
        asked.add(type);
        return zone.ofType(type);
      },
    };
    for (const resource of zone.resources) {
      if (rule.types === 'every' || rule.types.includes(resource.type))
        rule.find(resource, listening);
    }
    const known = new Set([
      ...(rule.reads ?? []),
      ...(rule.types === 'every' ? [] : rule.types),
      ...POLICIES,
    ]);
    expect([...asked].filter((type) => !known.has(type))).toEqual([]);
  }
});
