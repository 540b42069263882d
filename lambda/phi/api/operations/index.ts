import type { Operations } from '../../../access/api/operation';
import type { PhiServices } from '../services';
import { classifyOperation } from './classify';
import { decryptOperation } from './decrypt';
import { deidentifyOperation } from './deidentify';
import { encryptOperation } from './encrypt';
import { redactOperation } from './redact';
import { reencryptOperation } from './reencrypt';
import { rotateOperation } from './rotate';

/** All operations of the encryption API. docs/phi-api.md says what each writes into the audit ledger. */
export function phiOperations(services: PhiServices): Operations<'phi-api'> {
  return {
    encryptFields: encryptOperation(services),
    decryptFields: decryptOperation(services),
    reencryptFields: reencryptOperation(services),
    classifyText: classifyOperation(services),
    redactText: redactOperation(services),
    deidentifyRecords: deidentifyOperation(services),
    rotateKey: rotateOperation(services),
  };
}
