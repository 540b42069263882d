import { readServices } from '../../../lambda/identity/services';

const ROLE = 'arn:aws:iam::111122223333:role/hlz/intake';
const INTAKE = { name: 'intake', roleArn: ROLE, tenant: 'mercy', may: ['append-audit-events'] };
const read = (...services: readonly unknown[]) => readServices(JSON.stringify(services));
const assumed = (role: string, account = '111122223333'): string =>
  `arn:aws:sts::${account}:assumed-role/${role}/i-0123456789abcdef0`;

it('knows a service by its role, whatever path and session it has', () => {
  const services = read(INTAKE, {
    ...INTAKE,
    name: 'export',
    roleArn: ROLE.replace('intake', 'out'),
  });
  const service = { kind: 'service', id: 'intake', tenant: 'mercy', may: ['append-audit-events'] };
  expect(services.of(assumed('intake'))).toEqual(service);
  expect(services.of(`${assumed('intake').slice(0, -19)}jane@example.com`)).toEqual(service);
  expect(services.of(assumed('out'))).toMatchObject({ id: 'export' });
});

it.each([
  ['another role', assumed('intake2')],
  ['the role with its path', assumed('hlz/intake')],
  ['a role of the same name in another account', assumed('intake', '444455556666')],
  [
    'a role of the same name in another partition',
    assumed('intake').replace('arn:aws:', 'arn:aws-cn:'),
  ],
  ['the role itself', ROLE],
  ['a user of that name', 'arn:aws:iam::111122223333:user/intake'],
  ['a federated user', 'arn:aws:sts::111122223333:federated-user/intake'],
  ['the root of the account', 'arn:aws:iam::111122223333:root'],
  ['a session name that ends the ARN', assumed('other/x:assumed-role/intake')],
  ['a role without a session', 'arn:aws:sts::111122223333:assumed-role/intake'],
  ['a name with a newline', `${assumed('intake')}\n`],
  ['nothing', ''],
])('does not take %s for a service', (_, arn) => {
  expect(read(INTAKE).of(arn)).toBeUndefined();
});

it('has no service where config has none', () => {
  expect(read().of(assumed('intake'))).toBeUndefined();
});

it.each([
  ['no list', '{}'],
  ['no JSON', '['],
  ['a role without an account', JSON.stringify([{ ...INTAKE, roleArn: 'arn:aws:iam:::role/x' }])],
  ['every role', JSON.stringify([{ ...INTAKE, roleArn: 'arn:aws:iam::111122223333:role/*' }])],
  ['an assumed role', JSON.stringify([{ ...INTAKE, roleArn: assumed('intake') }])],
  ['a name that is an address', JSON.stringify([{ ...INTAKE, name: 'jane@example.com' }])],
  ['no actions', JSON.stringify([{ ...INTAKE, may: undefined }])],
  ['every action', JSON.stringify([{ ...INTAKE, may: ['*'] }])],
  ['more than it knows', JSON.stringify([{ ...INTAKE, admin: true }])],
  [
    'one role twice',
    JSON.stringify([INTAKE, { ...INTAKE, name: 'other', roleArn: ROLE.replace('/hlz/', '/x/') }]),
  ],
  ['one name twice', JSON.stringify([INTAKE, { ...INTAKE, roleArn: `${ROLE}-2` }])],
])('refuses a setting with %s', (_, text) => {
  expect(() => readServices(text)).toThrow('SERVICES in the environment');
});
