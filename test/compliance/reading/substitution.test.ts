import * as fc from 'fast-check';
import { withoutSubstitutions } from '../../../lib/compliance/reading/substitution';

it.each([
  ['text', 'text'],
  ['', ''],
  ['${Key}', { Ref: 'Key' }],
  ['${AWS::AccountId}', { Ref: 'AWS::AccountId' }],
  ['${Key.Arn}', { 'Fn::GetAtt': ['Key', 'Arn'] }],
  ['${Stack.Outputs.Key}', { 'Fn::GetAtt': ['Stack', 'Outputs.Key'] }],
  ['${!aws:username}/*', '${aws:username}/*'],
  ['$Key {Key} ${', '$Key {Key} ${'],
  ['${Key}/*', { 'Fn::Join': ['', [{ Ref: 'Key' }, '/*']] }],
  [['a-${Other}', { Other: 'b' }], 'a-b'],
  [['${Other}', { Other: { 'Fn::Sub': '${Key.Arn}' } }], { 'Fn::GetAtt': ['Key', 'Arn'] }],
  [
    ['${Other}${Key}', { Other: { 'Fn::ImportValue': 'x' } }],
    { 'Fn::Join': ['', [{ 'Fn::ImportValue': 'x' }, { Ref: 'Key' }]] },
  ],
])('writes %j out', (template, expected) => {
  expect(withoutSubstitutions({ Value: [{ 'Fn::Sub': template }] })).toEqual({ Value: [expected] });
});

it.each([
  ['no text', { 'Fn::Sub': { Ref: 'Key' } }],
  ['variables that are none', { 'Fn::Sub': ['${Key}', 'Key'] }],
  ['too many parts', { 'Fn::Sub': ['${Key}', {}, {}] }],
  ['a name that is none', { 'Fn::Sub': '${Key/../x}' }],
  ['such a name in a text', { 'Fn::Sub': 'text ${Key/../x}' }],
  ['an empty name', { 'Fn::Sub': '${}' }],
  ['something beside it', { 'Fn::Sub': 'text', Ref: 'Key' }],
])('leaves what cannot be read: %s', (_, value) => {
  expect(withoutSubstitutions(value)).toEqual(value);
});

it('leaves everything else as it is', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      expect(withoutSubstitutions(json)).toEqual(json);
    }),
  );
});
