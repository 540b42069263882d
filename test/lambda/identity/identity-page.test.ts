import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEntry } from '../../../lambda/identity/directory-entry';
import { accessApi } from '../../../lambda/shared/http/generated/validators';
import { checkedBody } from '../../../lambda/shared/http/validate';
import type { Item } from '../../../lambda/shared/table';
import { resolveZoneConfig } from '../../../lib/config/load';
import { ROOT } from '../../support/root';

/** What docs/identity.md tells people to write into config is what config takes. */

const PAGE = readFileSync(join(ROOT, 'docs', 'identity.md'), 'utf8');
const PRODUCTION = readFileSync(join(ROOT, 'config', 'production.yaml'), 'utf8');

it('has a first administrator whom the directory takes', () => {
  const [, item = ''] = /--item '(\{[^]*?\n\})'/.exec(PAGE) ?? [];
  const written = JSON.parse(
    item
      .replace(`'"$SUB"'`, '3f1c2d4e-0a1b-4c2d-8e3f-333333333333')
      .replace(`'"$TENANT"'`, 'north-clinic'),
  ) as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  const plain = Object.entries(written).map(([name, { S, N, BOOL, L }]) => [
    name,
    S ?? BOOL ?? L ?? Number(N),
  ]);
  expect(readEntry(Object.fromEntries(plain) as Item)).toMatchObject({
    role: 'it-administrator',
    active: true,
    version: 1,
  });
});

it('has others follow by a body that the API takes', () => {
  const [, body = ''] = /--data '(\{[^]*?\n\})'/.exec(PAGE) ?? [];
  expect(checkedBody(accessApi.changeUser, JSON.parse(body))).toMatchObject({ change: 'create' });
});

it('has the first deploy lead to it', () => {
  const deploy = readFileSync(join(ROOT, 'docs', 'first-deploy.md'), 'utf8');
  for (const section of ['The first administrator', 'What only a real account shows']) {
    const anchor = section.toLowerCase().replaceAll(' ', '-');
    expect(PAGE).toMatch(new RegExp(`^#+ ${section}$`, 'm'));
    expect(deploy).toContain(`(identity.md#${anchor})`);
  }
});

it('has a federation that a zone takes', () => {
  const [, yaml = ''] = /```yaml\n(identity:[^]*?)```/.exec(PAGE) ?? [];
  const { config } = resolveZoneConfig(`${PRODUCTION}\n${yaml}`, 'zone.yaml');
  expect(config.identity.federation.map(({ kind }) => kind)).toEqual(['saml', 'oidc']);
});
