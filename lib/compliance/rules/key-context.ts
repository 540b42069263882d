import { holdsPhi } from '../reading/phi-store';
import type { Condition, Statement } from '../reading/policy';
import { coversAction, coversResource, statementsIn } from '../reading/policy';
import { storesUnder } from '../reading/stores-under';
import type { Rule } from '../rule';

/** What brings plain data out of a key, or in. */
const USES = ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom'] as const;

export const keyContext: Rule = {
  name: 'KeyContext',
  asks: "Whoever may use a key of patients' data may do so through a service, or for an encryption context that is named: else one function could unwrap what is of another.",
  citations: ['164.312(a)(1)', '164.312(a)(2)(iv)'],
  types: ['AWS::IAM::ManagedPolicy'],
  find: (policy, zone) => {
    const open = (statementsIn(policy.properties['PolicyDocument']) ?? []).filter(isOpen);
    if (open.length === 0) return [];
    const keys = zone
      .ofType('AWS::KMS::Key')
      .filter((key) => storesUnder(zone, key).some(holdsPhi));
    return open
      .filter(
        (statement) =>
          statement.inverted.has('Resource') ||
          keys.some((key) => coversResource(zone, policy, statement, key)),
      )
      .map(
        ({ name }) =>
          `Statement ${name} uses a key of patients' data directly, for anything. Add a StringEquals condition on kms:ViaService, or on kms:EncryptionContext: and a name.`,
      );
  },
};

function isOpen(statement: Statement): boolean {
  return (
    statement.effect === 'Allow' &&
    USES.some((action) => coversAction(statement, action)) &&
    !statement.conditions.some(isTied)
  );
}

/** Only what a call must say: `ForAllValues` and `IfExists` hold where it says nothing. */
function isTied({ operator, key, values }: Condition): boolean {
  return (
    operator === 'StringEquals' &&
    values.length > 0 &&
    (key === 'kms:viaservice' || key.startsWith('kms:encryptioncontext:'))
  );
}
