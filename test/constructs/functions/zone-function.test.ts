import { Duration, Stack } from 'aws-cdk-lib';
import { SecurityGroup, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { readFileSync } from 'node:fs';
import { createApp } from '../../../lib/app';
import { fromInside } from '../../../lib/constructs/functions/function-permissions';
import { ZoneFunction } from '../../../lib/constructs/functions/zone-function';
import type { Statement } from '../../support/statements';
import { actionsOf, resource, statementsOf } from '../../support/statements';
import type { TemplateJson } from '../../support/zone';
import { shippedConfig, STUB_HANDLERS } from '../../support/zone';

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
        : { vpc, securityGroup: new SecurityGroup(stack, 'SecurityGroup', { vpc }) },
    statements: [
      new PolicyStatement({
        sid: 'Decrypts',
        actions: ['kms:Decrypt'],
        resources: [key.keyArn],
        conditions: { StringEquals: { 'kms:EncryptionContext:tenant': 'a' } },
      }),
    ],
    logsKey: key,
    messagingKey: key,
    failureQueue: new Queue(stack, 'Queue'),
    timeout: Duration.seconds(10),
  });
  const { templateFullPath } = app.synth({ skipValidation: true }).getStackByName('Stack');
  return JSON.parse(readFileSync(templateFullPath, 'utf8')) as TemplateJson;
}

function statements(place: 'inside' | 'outside'): readonly Statement[] {
  return statementsOf(resource(template(place), 'AWS::IAM::ManagedPolicy')['PolicyDocument']);
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
  ['inside', ['kms:Decrypt'], 13],
  ['outside', [], 7],
] as const)('%s: its code calls from its VPC, Lambda from anywhere', (place, code, lambda) => {
  const all = statements(place);
  expect(all.filter(fromItsVpc).flatMap(actionsOf)).toEqual(code);
  const others = all.filter((statement) => !fromItsVpc(statement) && statement.Sid !== 'Decrypts');
  expect(others.flatMap(actionsOf)).toHaveLength(lambda);
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
