import { reaching } from '../access/guarded-table';
import type { Pseudonyms, TenantKey } from '../shared/pseudonym';
import type { Table } from '../shared/table';
import type { FieldCipher } from './cipher';
import { createFieldCipher } from './cipher';
import type { PhiDetector } from './detect/finding';
import { createLocalDetector } from './detect/local-detector';
import { unionDetector } from './detect/union';
import { createDataKeys } from './keys/create-data-keys';
import type { DataKeys, KeyArchive, KeyWrapper } from './keys/data-keys';
import type { PhiSettings } from './settings';

/** What encrypts and what finds: the same behind the API and in a backfill. */
export interface Phi {
  readonly cipher: FieldCipher;
  readonly keys: Pick<DataKeys, 'rotate'>;
  readonly detector: PhiDetector;
  /** Secret of a tenant, from which stand-ins for development are made. Who asks for it wipes it. */
  readonly tenantKey: TenantKey;
}

export interface PhiProps {
  readonly settings: PhiSettings;
  /** The table of data keys. */
  readonly dataKeys: Table;
  readonly wrapper: KeyWrapper;
  readonly archive: KeyArchive;
  /** Those of access, which say 503 when their key does not answer. */
  readonly pseudonyms: Pseudonyms;
  readonly tenantKey: TenantKey;
  /** A service that is asked beside our own recognizers. @default - none */
  readonly remote?: PhiDetector;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Bytes from a cryptographic source. */
  readonly random: (bytes: number) => Uint8Array;
}

/** Puts cipher and detector together: once a container. Whatever does not answer is 503 from here on. */
export function createPhi(props: PhiProps): Phi {
  const { settings, dataKeys, wrapper, archive, pseudonyms, remote, now, random } = props;
  const keys = createDataKeys({
    table: dataKeys,
    wrapper,
    archive,
    limits: settings,
    now,
    random,
  });
  const local = createLocalDetector({ patterns: settings.patterns });
  return {
    cipher: createFieldCipher({ keys, pseudonyms }),
    keys,
    detector: remote === undefined ? local : unionDetector(local, remote),
    tenantKey: async (tenant) =>
      reaching('The key of pseudonyms', async () => props.tenantKey(tenant)),
  };
}
