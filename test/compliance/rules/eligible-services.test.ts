import {
  ELIGIBLE_SERVICES,
  EXCLUDED_TYPES,
  WITHOUT_PHI,
} from '../../../lib/compliance/reading/eligible-services';
import { eligibleServices } from '../../../lib/compliance/rules/eligible-services';
import { findIn } from '../../support/rule';

const find = (type: string) => findIn(eligibleServices, { Subject: { Type: type } });

it.each([
  'AWS::S3::Bucket',
  'AWS::RDS::DBCluster',
  'AWS::HealthLake::FHIRDatastore',
  'AWS::Scheduler::Schedule',
  'AWS::IAM::Role',
  'AWS::CDK::Metadata',
  'Custom::EbsDefaultEncryption',
])('takes %s', (type) => {
  expect(find(type)).toEqual([]);
});

it.each([
  'AWS::GameLift::Fleet',
  'AWS::Lightsail::Bucket',
  'Alexa::ASK::Skill',
  'MongoDB::Atlas::Cluster',
  // Of an object that is no map: keys of its prototype are no services.
  'AWS::toString::Resource',
])('refuses %s and says how to add it', (type) => {
  expect(find(type)).toEqual([
    expect.stringMatching(
      /is not known as HIPAA eligible.*lib\/compliance\/reading\/eligible-services\.ts/,
    ),
  ]);
});

it.each(Object.keys(EXCLUDED_TYPES))('refuses %s, which AWS leaves out', (type) => {
  expect(find(type)).toEqual([expect.stringContaining(`${type} is not covered`)]);
});

it('has each namespace once', () => {
  expect(Object.keys(WITHOUT_PHI).filter((name) => Object.hasOwn(ELIGIBLE_SERVICES, name))).toEqual(
    [],
  );
});

it('is in alphabetical order', () => {
  const names = Object.keys(ELIGIBLE_SERVICES);
  const inSmall = (name: string): string => name.toLowerCase();
  expect(names).toEqual(names.toSorted((a, b) => (inSmall(a) < inSmall(b) ? -1 : 1)));
});
