import { functionUrl } from '../../../lib/compliance/rules/function-url';
import { findIn } from '../../support/rule';

const find = (auth: unknown) =>
  findIn(functionUrl, { Subject: { Type: 'AWS::Lambda::Url', Properties: { AuthType: auth } } });

it('takes signed requests', () => {
  expect(find('AWS_IAM')).toEqual([]);
});

it.each([['NONE'], [undefined], [{ Ref: 'Parameter' }]])('refuses %j', (auth) => {
  expect(find(auth)).toHaveLength(1);
});
