import { poolOf, readAppClients, readSessionLimits } from '../../../lambda/identity/settings';
import { ISSUER } from './support/tokens';

const LIMIT = { idleSeconds: 300, absoluteSeconds: 43_200 };
const ALL = { 'public-terminal': LIMIT, mobile: LIMIT, console: LIMIT, workstation: LIMIT };

it('reads limits of sessions in milliseconds', () => {
  expect(readSessionLimits(JSON.stringify(ALL)).console).toEqual({
    idle: 300_000,
    absolute: 43_200_000,
  });
});

it.each([
  ['without a kind', { ...ALL, mobile: undefined }],
  ['with an unknown kind', { ...ALL, kiosk: LIMIT }],
  [
    'that may be idle for more than 15 minutes',
    { ...ALL, console: { ...LIMIT, idleSeconds: 901 } },
  ],
  ['that may never be idle', { ...ALL, console: { ...LIMIT, idleSeconds: 0 } }],
  ['that last for more than a day', { ...ALL, console: { ...LIMIT, absoluteSeconds: 86_401 } }],
  [
    'that are over before they are idle',
    { ...ALL, console: { idleSeconds: 300, absoluteSeconds: 299 } },
  ],
  ['with texts', { ...ALL, console: { ...LIMIT, idleSeconds: '300' } }],
])('refuses limits %s', (_, limits) => {
  expect(() => readSessionLimits(JSON.stringify(limits))).toThrow(
    'SESSION_LIMITS in the environment',
  );
});

it('reads app clients', () => {
  expect(readAppClients('{"1example":"mobile"}').get('1example')).toBe('mobile');
  expect(readAppClients('{"1example":"mobile"}').get('constructor')).toBeUndefined();
  for (const text of ['', '{}', '{"1example":"kiosk"}', '["mobile"]']) {
    expect(() => readAppClients(text)).toThrow('APP_CLIENTS in the environment');
  }
});

it('takes the pool from its issuer', () => {
  expect(poolOf(ISSUER)).toBe('us-east-1_Example12');
});
