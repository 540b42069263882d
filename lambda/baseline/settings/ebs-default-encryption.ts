import { PropertyError, WeakerSettingError } from '../errors';
import { readProperties } from '../properties';
import type { Setting } from '../setting';

export interface EbsEncryptionStore {
  isEnabled(): Promise<boolean>;
  /** ARN of a key, or an alias (`alias/aws/ebs`) as long as nobody chose a key. */
  defaultKey(): Promise<string>;
  setDefaultKey(keyArn: string): Promise<void>;
  enable(): Promise<void>;
}

const KEY_ARN = /^arn:aws[a-z-]*:kms:([a-z0-9-]+):\d{12}:key\/[A-Za-z0-9-]+$/;

/** Every new EBS volume of the account in this Region is encrypted, with our key unless another is named. */
export function ebsDefaultEncryption(store: EbsEncryptionStore): Setting {
  return {
    resourceType: 'Custom::EbsDefaultEncryption',
    prepare(raw, place) {
      const properties = readProperties(raw, ['KmsKeyArn']);
      const wantedKey = properties.text('KmsKeyArn', KEY_ARN, 'the ARN of a KMS key (no alias)');
      const keyRegion = KEY_ARN.exec(wantedKey)?.[1];
      if (keyRegion !== place.region) {
        throw new PropertyError(
          `Property KmsKeyArn names a key of ${keyRegion}: expected a key of ${place.region}, the Region of this stack; correct it in the template.`,
        );
      }
      return {
        mode: properties.mode,
        physicalId: `ebs-default-encryption/${place.accountId}/${place.region}`,
        async apply() {
          const [enabled, key] = await Promise.all([store.isEnabled(), store.defaultKey()]);
          if (properties.mode === 'existing') {
            if (!enabled) {
              throw new WeakerSettingError(
                `EBS encryption by default in ${place.region}`,
                ['it is off, expected on'],
                'turn it on under EC2 > Settings > Data protection and security',
              );
            }
            return { changed: [], data: { KmsKeyId: key } };
          }
          const changed: string[] = [];
          // The key first: else volumes made between the two calls would get another key for good.
          if (!isSameKey(key, wantedKey)) {
            await store.setDefaultKey(wantedKey);
            changed.push('KmsKeyId');
          }
          if (!enabled) {
            await store.enable();
            changed.push('EncryptionByDefault');
          }
          return { changed, data: { KmsKeyId: wantedKey } };
        },
      };
    },
  };
}

/** EC2 gives back what it was given: an ARN, or the bare id if somebody set that. */
function isSameKey(found: string, wantedArn: string): boolean {
  return found === wantedArn || (found !== '' && wantedArn.endsWith(`:key/${found}`));
}
