import { tlsOnly } from '../../../lib/compliance/rules/tls-only';
import type { JsonObject } from '../../../lib/compliance/reading/zone-view';
import { findIn } from '../../support/rule';

const WITHOUT_TLS = { Bool: { 'aws:SecureTransport': 'false' } };

describe.each([
  {
    type: 'AWS::SNS::Topic',
    policyType: 'AWS::SNS::TopicPolicy',
    targets: 'Topics',
    action: 'sns:Publish',
    weaker: 'sns:Subscribe',
    arn: { Ref: 'Subject' },
  },
  {
    type: 'AWS::SQS::Queue',
    policyType: 'AWS::SQS::QueuePolicy',
    targets: 'Queues',
    action: 'sqs:*',
    weaker: 'sqs:SendMessage',
    arn: { 'Fn::GetAtt': ['Subject', 'Arn'] },
  },
])('of $type', ({ type, policyType, targets, action, weaker, arn }) => {
  const denial = {
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Action: action,
    Resource: arn,
    Condition: WITHOUT_TLS,
  };
  const policy = (...statements: readonly JsonObject[]) => ({
    Type: policyType,
    Properties: { [targets]: [{ Ref: 'Subject' }], PolicyDocument: { Statement: statements } },
  });
  const find = (statement: JsonObject) =>
    findIn(tlsOnly, {
      Subject: { Type: type },
      Other: { Type: type },
      Policy: policy({ ...denial, Effect: 'Allow', Principal: { AWS: '1' } }, statement),
    });

  it.each([
    {},
    { Principal: '*' },
    { Action: ['*'] },
    { Resource: '*' },
    { Condition: { Bool: { 'aws:securetransport': false } } },
    { Condition: { BoolIfExists: { 'aws:SecureTransport': ['false'] } } },
  ])('takes a denial with %j', (elements) => {
    expect(find({ ...denial, ...elements })).toEqual([]);
  });

  it.each([
    { Effect: 'Allow' },
    { Principal: { AWS: '111122223333' } },
    { Action: weaker },
    { Resource: { 'Fn::GetAtt': ['Other', 'Arn'] } },
    { Condition: undefined },
    { Condition: { Bool: { 'aws:SecureTransport': 'true' } } },
    { Condition: { Bool: { 'aws:SecureTransport': ['false', 'true'] } } },
    { Condition: { Bool: { 'aws:ViaAWSService': 'false' } } },
    { Condition: { StringEquals: { 'aws:SecureTransport': 'false' } } },
    { Condition: { ...WITHOUT_TLS, StringEquals: { 'aws:PrincipalAccount': '111122223333' } } },
  ])('refuses a denial with %j', (elements) => {
    expect(find({ ...denial, ...elements })).toHaveLength(1);
  });

  it('refuses one without policy, and one whose policy cannot be read', () => {
    const unread = {
      Type: policyType,
      Properties: { [targets]: [{ Ref: 'Subject' }], PolicyDocument: { Ref: 'Parameter' } },
    };
    expect(findIn(tlsOnly, { Subject: { Type: type } })).toHaveLength(1);
    expect(findIn(tlsOnly, { Subject: { Type: type }, Policy: unread })).toHaveLength(1);
  });

  it('refuses two policies of which one, being the last, could stand alone', () => {
    expect(
      findIn(tlsOnly, { Subject: { Type: type }, One: policy(denial), Two: policy() }),
    ).toHaveLength(1);
  });
});
