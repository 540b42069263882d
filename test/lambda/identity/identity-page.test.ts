import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolveZoneConfig } from '../../../lib/config/load';
import { ROOT } from '../../support/root';

/** What docs/identity.md tells people to write into config is what config takes. */

const PAGE = readFileSync(join(ROOT, 'docs', 'identity.md'), 'utf8');
const PRODUCTION = readFileSync(join(ROOT, 'config', 'production.yaml'), 'utf8');

it('has a federation that a zone takes', () => {
  const [, yaml = ''] = /```yaml\n(identity:[^]*?)```/.exec(PAGE) ?? [];
  const { config } = resolveZoneConfig(`${PRODUCTION}\n${yaml}`, 'zone.yaml');
  expect(config.identity.federation.map(({ kind }) => kind)).toEqual(['saml', 'oidc']);
});
