import * as z from 'zod/mini';
import { readJsonSetting, readSettings, SettingError } from '../../../lambda/shared/settings';

it('names every variable that is missing', () => {
  expect(readSettings({ A: 'a', B: 'b' }, ['A', 'B'])).toEqual({ A: 'a', B: 'b' });
  expect(() => readSettings({ A: 'a', B: '' }, ['A', 'B', 'C'])).toThrow('has no B, C:');
});

it('takes JSON of the expected form, and says which field is not', () => {
  const schema = z.strictObject({ most: z.int() });
  expect(readJsonSetting('LIMITS', '{"most":2}', schema)).toEqual({ most: 2 });
  for (const [text, fields] of [
    ['{"most":"2"}', 'most'],
    ['[]', 'all'],
    ['{', 'all'],
    ['', 'all'],
  ] as const) {
    const read = () => readJsonSetting('LIMITS', text, schema);
    expect(read).toThrow(SettingError);
    expect(read).toThrow(`LIMITS in the environment is not as expected (${fields}):`);
  }
});
