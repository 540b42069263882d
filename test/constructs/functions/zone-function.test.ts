import { Duration, Stack } from 'aws-cdk-lib';
import { SecurityGroup, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { readFileSync } from 'node:fs';
import { createApp } from '../../../lib/app';
import { fromInside } from '../../../lib/constructs/functions/function-permissions';
import { FunctionRuntime } from '../../../lib/constructs/functions/function-runtime';
import { ZoneFunction } from '../../../lib/constructs/functions/zone-function';
import type { Statement } from '../../support/statements';
import { actionsOf, resource, statementsOf } from '../../support/statements';
import type { TemplateJson } from '../../support/templates';
import { shippedConfig } from '../../support/templates';
import { STUB_HANDLERS } from '../../support/zone';

/** A function that decrypts, in a VPC or outside. */
function template(place: 'inside' | 'outside'): TemplateJson {
  const app = createApp();
  const stack = new Stack(app, 'Stack');
  const vpc = new Vpc(stack, 'Vpc', {
    subnetConfiguration: [{ name: 'Workload', subnetType: SubnetType.PRIVATE_ISOLATED }],
    restrictDefaultSecurityGroup: false,
  });
  const key = new Key(stack, 'Key');
  new ZoneFunction(stack, 'Function', {
    config: shippedConfig('production'),
    name: 'baseline',
    handlers: STUB_HANDLERS,
    description: 'decrypts',
    network:
      place === 'outside'
        ? 'outside'
        : {
            vpc,
            securityGroup: new SecurityGroup(stack, 'SecurityGroup', { vpc }),
            runtime: new FunctionRuntime(stack, 'Runtime'),
          },
    statements: [
      new PolicyStatement({
        sid: 'Decrypts',
        actions: ['kms:Decrypt'],
        resources: [key.keyArn],
        conditions: { StringEquals: { 'kms:EncryptionContext:tenant': 'a' } },
      }),
    ],
    lambdaStatements: [
      new PolicyStatement({ sid: 'Reads', actions: ['kinesis:GetRecords'], resources: ['s'] }),
    ],
    environment: { WHERE: 'here' },
    logsKey: key,
    messagingKey: key,
    failureQueue: new Queue(stack, 'Queue'),
    timeout: Duration.seconds(10),
  });
  const { templateFullPath } = app.synth({ skipValidation: true }).getStackByName('Stack');
  return JSON.parse(readFileSync(templateFullPath, 'utf8')) as TemplateJson;
}

function statements(place: 'inside' | 'outside'): readonly Statement[] {
  return statementsOf(
    resource(template(place), 'AWS::IAM::ManagedPolicy', 'Function')['PolicyDocument'],
  );
}

const fromItsVpc = ({ Condition: condition }: Statement): boolean =>
  condition?.['StringEquals']?.['aws:SourceVpc'] !== undefined;

it('stands in the workload subnets', () => {
  expect(resource(template('inside'), 'AWS::Lambda::Function')['VpcConfig']).toMatchObject({
    SubnetIds: [
      { Ref: expect.stringMatching(/^VpcWorkloadSubnet1/) as unknown },
      expect.anything(),
    ],
    SecurityGroupIds: [expect.anything()],
  });
  expect(resource(template('outside'), 'AWS::Lambda::Function')['VpcConfig']).toBeUndefined();
});

// The two kinds of calls that are made with the role of one function.
it.each([
  ['inside', ['kms:Decrypt'], 6],
  ['outside', [], 8],
] as const)('%s: its code calls from its VPC, Lambda from anywhere', (place, code, lambda) => {
  const all = statements(place);
  expect(all.filter(fromItsVpc).flatMap(actionsOf)).toEqual(code);
  const others = all.filter((statement) => !fromItsVpc(statement) && statement.Sid !== 'Decrypts');
  expect(others.flatMap(actionsOf)).toHaveLength(lambda);
});

it('lets Lambda do what it needs, as told, from anywhere', () => {
  const reads = statements('inside').find(({ Sid }) => Sid === 'Reads');
  expect(reads).toMatchObject({ Action: 'kinesis:GetRecords' });
  expect(reads?.Condition).toBeUndefined();
});

it('has no wildcard of its own in the VPC: one policy for all has it, and denies it to the code', () => {
  const wild = ({ Resource }: Statement): boolean => Resource === '*';
  expect(statements('inside').filter(wild)).toEqual([]);
  expect(statements('outside').filter(wild).flatMap(actionsOf)).toEqual([
    'xray:PutTelemetryRecords',
    'xray:PutTraceSegments',
  ]);
  const runtime = resource(template('inside'), 'AWS::IAM::ManagedPolicy', 'Runtime');
  const [traces, interfaces, denied] = statementsOf(runtime['PolicyDocument']);
  expect(traces).toMatchObject({ Sid: 'SendTraces', Effect: 'Allow' });
  expect(denied).toMatchObject({
    Effect: 'Deny',
    Action: interfaces?.Action,
    Resource: '*',
    Condition: { Null: { 'lambda:SourceFunctionArn': 'false' } },
  });
  const role = resource(template('inside'), 'AWS::IAM::Role', 'Function');
  expect(role['ManagedPolicyArns']).toEqual([
    { Ref: expect.stringMatching(/^Runtime/) as unknown },
  ]);
  expect(
    resource(template('outside'), 'AWS::IAM::Role', 'Function')['ManagedPolicyArns'],
  ).toBeUndefined();
});

it('encrypts its environment with the key of its log', () => {
  const { Environment, KmsKeyArn } = resource(template('inside'), 'AWS::Lambda::Function');
  expect(Environment).toEqual({ Variables: { WHERE: 'here' } });
  expect(KmsKeyArn).toEqual(resource(template('inside'), 'AWS::Logs::LogGroup')['KmsKeyId']);
});

it('leaves alone what a service does for it', () => {
  const viaS3 = new PolicyStatement({
    actions: ['kms:Decrypt'],
    resources: ['*'],
    conditions: { StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' } },
  });
  const vpc = Vpc.fromVpcAttributes(new Stack(), 'Vpc', {
    vpcId: 'vpc-1',
    availabilityZones: ['us-east-1a'],
  });
  expect(fromInside(vpc, [viaS3])).toEqual([viaS3]);
});

it('keeps the conditions that a statement had', () => {
  const decrypts = statements('inside').find(({ Sid }) => Sid === 'Decrypts');
  expect(decrypts?.Condition).toEqual({
    StringEquals: {
      'kms:EncryptionContext:tenant': 'a',
      'aws:SourceVpc': { Ref: expect.stringMatching(/^Vpc/) as unknown },
    },
  });
});
