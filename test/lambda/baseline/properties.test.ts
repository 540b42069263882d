import { PropertyError } from '../../../lambda/baseline/errors';
import { readProperties } from '../../../lambda/baseline/properties';

describe('readProperties', () => {
  const token = { ServiceToken: 'arn:aws:lambda:x', ServiceTimeout: '300' };

  test.each(['enforce', 'existing'])('accepts mode %s and what CloudFormation adds', (mode) => {
    expect(readProperties({ ...token, Mode: mode }, []).mode).toBe(mode);
  });

  test('names every unknown property, and those that are known', () => {
    expect(() => readProperties({ Mode: 'enforce', VpcIds: 'x', vpcId: 'y' }, ['VpcId'])).toThrow(
      'Unknown property VpcIds, vpcId: expected only Mode, VpcId; remove or rename it in the template.',
    );
  });

  test.each([
    [undefined, 'missing'],
    ['off', '"off"'],
    ['Enforce', '"Enforce"'],
    [['enforce'], '["enforce"]'],
  ])('refuses mode %p', (mode, shown) => {
    expect(() => readProperties({ Mode: mode }, [])).toThrow(
      `Property Mode is ${shown}: expected enforce or existing; correct it in the template.`,
    );
  });

  test.each([undefined, null, 'text'])('takes properties %p as none', (raw) => {
    expect(() => readProperties(raw, [])).toThrow('Property Mode is missing');
  });

  test.each([undefined, '', 'sg-1', 7, { Ref: 'Vpc' }])('refuses %p as a VPC id', (value) => {
    const properties = readProperties({ Mode: 'enforce', VpcId: value }, ['VpcId']);
    expect(() => properties.text('VpcId', /^vpc-/, 'a VPC id')).toThrow(PropertyError);
    expect(() => properties.text('VpcId', /^vpc-/, 'a VPC id')).toThrow(
      /^Property VpcId is .*: expected a VPC id/,
    );
  });

  test.each(['6', '128', '14'])('reads the number %s', (value) => {
    const properties = readProperties({ Mode: 'enforce', Length: value }, ['Length']);
    expect(properties.wholeNumber('Length', 6, 128)).toBe(Number(value));
  });

  test.each(['5', '129', '-7', '7.5', '1e2', '0x10', ' 7', '', 'NaN', 14, undefined])(
    'refuses %p as a number from 6 to 128',
    (value) => {
      const properties = readProperties({ Mode: 'enforce', Length: value }, ['Length']);
      expect(() => properties.wholeNumber('Length', 6, 128)).toThrow(
        /^Property Length is .*: expected a whole number from 6 to 128/,
      );
    },
  );
});
