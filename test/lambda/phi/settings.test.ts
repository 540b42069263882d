import { readPhiSettings } from '../../../lambda/phi/settings';

const SETTINGS = {
  epochDays: 30,
  keyCacheMinutes: 60,
  detector: 'local',
  patterns: [{ identifier: 'medical-record-number', form: 'MH-999999' }],
};

it('reads what the stack says', () => {
  expect(readPhiSettings(JSON.stringify(SETTINGS))).toEqual(SETTINGS);
});

it.each([
  ['epochDays', { epochDays: 0 }],
  ['epochDays', { epochDays: 91 }],
  ['epochDays', { epochDays: 1.5 }],
  ['keyCacheMinutes', { keyCacheMinutes: 4 }],
  ['keyCacheMinutes', { keyCacheMinutes: 61 }],
  ['detector', { detector: 'guess' }],
  ['patterns.0.identifier', { patterns: [{ identifier: 'x', form: 'MH-999999' }] }],
  ['patterns.0.form', { patterns: [{ identifier: 'other', form: '9' }] }],
  ['patterns', { patterns: undefined }],
  ['all', { more: 1 }],
])('refuses another %s', (field, change) => {
  expect(() => readPhiSettings(JSON.stringify({ ...SETTINGS, ...change }))).toThrow(
    `PHI_SETTINGS in the environment is not as expected (${field})`,
  );
});
