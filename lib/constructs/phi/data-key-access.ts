import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { copyName } from '../../../lambda/phi/keys/copy';
import { KEY_PURPOSE } from '../../../lambda/phi/keys/data-keys';
import type { ZoneConfig } from '../../config/schema';
import { WORKLOAD_ROLE_PATH } from '../../names';
import { tableStatements } from '../base/table-access';
import type { ZoneFunctionProps } from '../functions/zone-function';
import { asCode } from '../functions/zone-function';
import type { PhiTables } from './phi-tables';

export interface DataKeyAccessProps {
  readonly config: ZoneConfig;
  readonly network: ZoneFunctionProps['network'];
  readonly tables: PhiTables;
  /** Wraps data keys. */
  readonly phiKey: IKey;
  /** The ledger bucket, which keeps copies. Who writes there also writes audit events, with the same key. */
  readonly bucket: IBucket;
}

/** 16 random bytes in base64url: a function writes keys of this shape, and no others. */
const ANY_KID = '?'.repeat(22);

/**
 * What a function needs that makes and uses data keys (`lambda/phi/keys`): one policy for all of them.
 * It reads no copy: who brings keys back is an operator (docs/runbooks/data-keys.md).
 */
export class DataKeyAccess extends ManagedPolicy {
  constructor(scope: Construct, id: string, props: DataKeyAccessProps) {
    const { config, network, tables, phiKey, bucket } = props;
    super(scope, id, {
      path: WORKLOAD_ROLE_PATH,
      description: 'What a function of the zone does with data keys of tenants',
      statements: [
        ...asCode(network, [
          new PolicyStatement({
            sid: 'MakeAndUnwrapDataKeys',
            actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
            resources: [phiKey.keyArn],
            conditions: DATA_KEYS_ALONE,
          }),
          new PolicyStatement({
            sid: 'KeepCopiesOfDataKeys',
            actions: ['s3:PutObject'],
            resources: [bucket.arnForObjects(copyName({ kid: ANY_KID }))],
          }),
          ...tableStatements(config, [{ table: tables.dataKeys, uses: ['get', 'put', 'update'] }]),
        ]),
      ],
    });
  }
}

/** A data key is of one tenant and one name, and the phi key does nothing else for whoever has this. */
const DATA_KEYS_ALONE = {
  StringEquals: { 'kms:EncryptionContext:purpose': KEY_PURPOSE },
  'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['purpose', 'tenant', 'kid'] },
  Null: { 'kms:EncryptionContext:tenant': 'false', 'kms:EncryptionContext:kid': 'false' },
} as const;
