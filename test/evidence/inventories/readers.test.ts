import type { Made } from './support/small-zone';
import { encryption } from '../../../lib/evidence/inventories/encryption';
import { shippedConfig } from '../../support/templates';
import { allow, BACKUP_POLICY, roleOf, roleOfAws, roleWith, smallZone } from './support/small-zone';
import { ledgerOf } from './support/zones';

const ledger = ledgerOf(shippedConfig('production'));

/** Stores of each kind, with a name and without. */
const STORES: Readonly<Record<string, Made>> = {
  Bucket: { Type: 'AWS::S3::Bucket' },
  Named: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'records' } },
  Table: { Type: 'AWS::DynamoDB::Table' },
  Stream: { Type: 'AWS::Kinesis::Stream' },
  Queue: { Type: 'AWS::SQS::Queue' },
  Topic: { Type: 'AWS::SNS::Topic' },
  Logs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/own/logs' } },
};
const ARN = (id: string): unknown => ({ 'Fn::GetAtt': [id, 'Arn'] });
const below = (id: string): unknown => ({ 'Fn::Join': ['', [ARN(id), '/*']] });

/** Who may read each store, of those that somebody may. */
function readers(...resources: readonly Made[]): Readonly<Record<string, string>> {
  const zone = smallZone({
    ...STORES,
    ...Object.fromEntries(resources.map((resource, at) => [`Made${at}`, resource])),
  });
  const { columns, rows } = encryption({ zone, ledger });
  const at = columns.indexOf('Who may read it');
  return Object.fromEntries(
    rows
      .filter((row) => row[at] !== '')
      .map(([store = '', ...cells]) => [store.replace('Own/', ''), cells[at - 1] ?? '']),
  );
}

const LEFT = 'evil (may: its statement names what it leaves out)';

describe('who may read a store', () => {
  it.each([
    ['a reference', 's3:GetObject', [below('Bucket')], ['Bucket']],
    ['a wildcard beside a reference', 's3:GetObject', [ARN('Table'), '*'], ['Bucket', 'Named']],
    ['names of buckets alike', 's3:Get*', 'arn:aws:s3:::hlz-*', ['Bucket']],
    ['objects of a bucket by name', 's3:GetObject', 'arn:aws:s3:::records/a/*', ['Named']],
    ['all tables', 'dynamodb:*', 'arn:aws:dynamodb:us-east-1:111122223333:table/*', ['Table']],
    ['an ARN that ends early', 'sqs:*', 'arn:aws:sqs', ['Queue']],
    ['tables of another account', 'dynamodb:*', 'arn:aws:dynamodb:*:999999999999:table/*', []],
    [
      'all logs, account and Region by reference',
      'logs:FilterLogEvents',
      {
        'Fn::Join': [
          '',
          ['arn:aws:logs:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':*'],
        ],
      },
      ['Logs'],
    ],
    ['a variable', 's3:GetObject', 'arn:aws:s3:::${aws:PrincipalTag/b}/*', ['Bucket', 'Named']],
  ])('is judged for each resource by itself: %s', (_name, action, resource, stores) => {
    const found = readers(roleWith(allow(action, { Resource: resource })));
    expect(found).toEqual(Object.fromEntries(stores.map((store) => [store, 'evil'])));
  });

  it.each([
    ['kinesis:SubscribeToShard', 'Stream'],
    ['dynamodb:PartiQLSelect', 'Table'],
    ['dynamodb:ExportTableToPointInTime', 'Table'],
    ['s3:GetObjectVersionForReplication', 'Bucket'],
    ['logs:GetLogEvents', 'Logs'],
    ['logs:StartQuery', 'Logs'],
    ['sqs:ReceiveMessage', 'Queue'],
    ['sns:Subscribe', 'Topic'],
  ])('counts %s', (action, store) => {
    expect(readers(roleWith(allow(action)))).toHaveProperty(store, 'evil');
  });

  it('counts what is not left out, and what cannot be read, as perhaps', () => {
    const but = (...left: readonly unknown[]): Readonly<Record<string, string>> =>
      readers(roleWith(allow('s3:GetObject', { NotResource: left })));
    expect(but(below('Bucket'))).toEqual({ Named: LEFT });
    // The bucket itself is none of its objects.
    expect(but(ARN('Bucket'), 'arn:aws:s3:::records/*')).toEqual({ Bucket: LEFT });
    expect(but('*')).toEqual({});
    const { Action: _action, ...rest } = allow('', { NotAction: 'iam:*', Resource: '*' });
    expect(Object.keys(readers(roleWith(rest))).toSorted()).toEqual(Object.keys(STORES).toSorted());
    expect(readers(roleWith(allow('sqs:*', { Resource: { Ref: 'Given' } })))).toEqual({
      Queue: 'evil (may: on what is set at deploy)',
    });
    const unread = readers(roleOf({ 'Fn::Transform': { Name: 'x' } }));
    expect(unread['Table']).toBe('evil (may: a policy of it could not be read)');
  });

  it('names roles with policies that AWS writes, where their service fits or is not known', () => {
    const aws = 'evil (by policies that AWS writes)';
    expect(readers(roleOfAws(BACKUP_POLICY))).toEqual({ Bucket: aws, Named: aws, Table: aws });
    const all = readers(roleOfAws('arn:aws:iam::aws:policy/AdministratorAccess'));
    expect(all).toEqual(Object.fromEntries(Object.keys(STORES).map((store) => [store, aws])));
    expect(readers(roleOfAws('arn:aws:iam::111122223333:policy/own'))['Queue']).toBe(
      'evil (by policies of no template)',
    );
  });

  it('reads policies of the store itself, and names accounts, services and everybody', () => {
    const policy = (
      Type: string,
      on: Made['Properties'],
      ...principals: readonly unknown[]
    ): Made => ({
      Type,
      Properties: {
        ...on,
        PolicyDocument: {
          Statement: principals.map((Principal) => allow('*', { Principal, Resource: '*' })),
        },
      },
    });
    const foreign = { AWS: 'arn:aws:iam::999999999999:root' };
    expect(
      readers(
        policy('AWS::S3::BucketPolicy', { Bucket: { Ref: 'Bucket' } }, foreign, {
          AWS: ['*', ARN('Made5')],
          Service: 'macie.amazonaws.com',
        }),
        policy('AWS::SQS::QueuePolicy', { Queues: [{ Ref: 'Queue' }] }, { AWS: '999999999999' }),
        policy('AWS::SNS::TopicPolicy', { Topics: [{ Ref: 'Topic' }] }, '*'),
        policy('AWS::S3::BucketPolicy', { Bucket: 'records' }, { AWS: '111122223333' }),
        {
          Type: 'AWS::Kinesis::ResourcePolicy',
          Properties: {
            ResourceArn: ARN('Stream'),
            ResourcePolicy: { Statement: [{ ...allow('*'), NotPrincipal: foreign }] },
          },
        },
        { Type: 'AWS::IAM::Role', Properties: { RoleName: 'scanner' } },
      ),
    ).toEqual({
      Bucket: 'account 999999999999, everybody, macie.amazonaws.com, scanner',
      Queue: 'account 999999999999',
      Topic: 'everybody',
      Named: 'account 111122223333: whom its IAM policies allow',
      Stream: 'everybody but arn:aws:iam::999999999999:root',
    });
  });

  it('tells conditions of such a policy, and that one could not be read', () => {
    const document = { Statement: [] };
    const Condition = { StringEquals: { 'aws:PrincipalOrgID': 'o-abc' } };
    const found = readers(
      {
        Type: 'AWS::DynamoDB::Table',
        Properties: {
          ResourcePolicy: {
            PolicyDocument: { Statement: allow('*', { Principal: '*', Condition }) },
          },
        },
      },
      {
        Type: 'AWS::S3::BucketPolicy',
        Properties: { Bucket: 'records', PolicyDocument: { 'Fn::If': ['a', document, document] } },
      },
    );
    expect(found).toEqual({
      Made0: 'everybody (if aws:PrincipalOrgID is o-abc)',
      Named: 'whom Own/Made1 allows (could not be read)',
    });
  });
});
