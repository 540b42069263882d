import type { EvidenceZone } from '../../../../lib/evidence/zone/evidence-zone';
import { zoneOfStacks } from '../../../../lib/evidence/zone/evidence-zone';
import { expectationsOf } from '../../../../lib/zone';
import { shippedConfig } from '../../../support/templates';

/** A resource of a template. */
export interface Made {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** A statement, or what stands where a document would. */
export type Json = Readonly<Record<string, unknown>>;

const expectations = expectationsOf(shippedConfig('production'));

/** A zone of one stack with these resources, by logical id. */
export function smallZone(resources: Readonly<Record<string, Made>>): EvidenceZone {
  return zoneOfStacks(
    [
      {
        id: 'Own',
        name: 'hlz-mercy-own',
        terminationProtection: true,
        template: JSON.stringify({ Resources: resources }),
      },
    ],
    expectations,
  );
}

/** A role with a policy of these statements. */
export function roleWith(...statements: readonly Json[]): Made {
  return roleOf({ Statement: statements });
}

/** A role with this document as its policy. */
export function roleOf(document: unknown): Made {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: 'evil',
      Policies: [{ PolicyName: 'own', PolicyDocument: document }],
    },
  };
}

/** A role with policies whose text is in no template. */
export function roleOfAws(...arns: readonly string[]): Made {
  return { Type: 'AWS::IAM::Role', Properties: { RoleName: 'evil', ManagedPolicyArns: arns } };
}

export const BACKUP_POLICY =
  'arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup';

/** A statement that allows actions. */
export function allow(actions: string | readonly string[], more: Json = { Resource: '*' }): Json {
  return { Effect: 'Allow', Action: actions, ...more };
}
