import { PropertyError, WeakerSettingError } from '../errors';
import { readProperties } from '../properties';
import type { Setting } from '../setting';

const FLAGS = [
  'BlockPublicAcls',
  'IgnorePublicAcls',
  'BlockPublicPolicy',
  'RestrictPublicBuckets',
] as const;

export type PublicAccessBlock = Readonly<Record<(typeof FLAGS)[number], boolean>>;

export interface PublicAccessBlockStore {
  /** Undefined: the account has none, which is the same as all false. */
  read(accountId: string): Promise<PublicAccessBlock | undefined>;
  write(accountId: string, block: PublicAccessBlock): Promise<void>;
}

const ALL: PublicAccessBlock = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

/** All four public-access blocks for every S3 bucket of the account, present and future. */
export function s3AccountPublicAccessBlock(store: PublicAccessBlockStore): Setting {
  return {
    resourceType: 'Custom::S3AccountPublicAccessBlock',
    prepare(raw, place) {
      const properties = readProperties(raw, ['AccountId']);
      const accountId = properties.text('AccountId', /^\d{12}$/, 'an account id of 12 digits');
      if (accountId !== place.accountId) {
        throw new PropertyError(
          `Property AccountId is ${accountId}: expected ${place.accountId}, the account of this stack; correct it in the template.`,
        );
      }
      return {
        mode: properties.mode,
        physicalId: `s3-account-public-access-block/${accountId}`,
        async apply() {
          const block = await store.read(accountId);
          const open = FLAGS.filter((flag) => block?.[flag] !== true);
          if (open.length === 0) {
            return { changed: [] };
          }
          if (properties.mode === 'existing') {
            throw new WeakerSettingError(
              'The S3 public-access block of the account',
              open.map((flag) => `${flag} is false, expected true`),
              'turn it on under S3 > Block Public Access settings for this account',
            );
          }
          await store.write(accountId, ALL);
          return { changed: open };
        },
      };
    },
  };
}
