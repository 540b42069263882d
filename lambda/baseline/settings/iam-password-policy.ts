import { WeakerSettingError } from '../errors';
import { readProperties } from '../properties';
import type { Setting } from '../setting';

export interface PasswordPolicy {
  readonly MinimumPasswordLength: number;
  /** In days; 0: a password never expires. */
  readonly MaxPasswordAge: number;
  /** How many former passwords are refused; 0: none. */
  readonly PasswordReusePrevention: number;
  readonly RequireSymbols: boolean;
  readonly RequireNumbers: boolean;
  readonly RequireUppercaseCharacters: boolean;
  readonly RequireLowercaseCharacters: boolean;
  readonly AllowUsersToChangePassword: boolean;
  /** True: an expired password can only be renewed by an administrator. Kept as it is. */
  readonly HardExpiry: boolean;
}

export interface PasswordPolicyStore {
  /** Undefined: the account has no policy. */
  read(): Promise<PasswordPolicy | undefined>;
  /** Replaces the whole policy: IAM resets every field that is left out. */
  write(policy: PasswordPolicy): Promise<void>;
}

const NONE: PasswordPolicy = {
  MinimumPasswordLength: 0,
  MaxPasswordAge: 0,
  PasswordReusePrevention: 0,
  RequireSymbols: false,
  RequireNumbers: false,
  RequireUppercaseCharacters: false,
  RequireLowercaseCharacters: false,
  AllowUsersToChangePassword: false,
  HardExpiry: false,
};

type Field = keyof PasswordPolicy;
const FIELDS: readonly Field[] = [
  'MinimumPasswordLength',
  'MaxPasswordAge',
  'PasswordReusePrevention',
  'RequireSymbols',
  'RequireNumbers',
  'RequireUppercaseCharacters',
  'RequireLowercaseCharacters',
  'AllowUsersToChangePassword',
  'HardExpiry',
];

/** Password policy of IAM users: at least as strict as wanted; what is stricter already stays so. */
export function iamPasswordPolicy(store: PasswordPolicyStore): Setting {
  return {
    resourceType: 'Custom::IamPasswordPolicy',
    prepare(raw, place) {
      const properties = readProperties(raw, [
        'MinimumPasswordLength',
        'MaxPasswordAge',
        'PasswordReusePrevention',
      ]);
      // The ranges are IAM's own.
      const wanted: PasswordPolicy = {
        MinimumPasswordLength: properties.wholeNumber('MinimumPasswordLength', 6, 128),
        MaxPasswordAge: properties.wholeNumber('MaxPasswordAge', 1, 1095),
        PasswordReusePrevention: properties.wholeNumber('PasswordReusePrevention', 1, 24),
        RequireSymbols: true,
        RequireNumbers: true,
        RequireUppercaseCharacters: true,
        RequireLowercaseCharacters: true,
        AllowUsersToChangePassword: true,
        HardExpiry: false,
      };
      return {
        mode: properties.mode,
        physicalId: `iam-password-policy/${place.accountId}`,
        async apply() {
          const found = await store.read();
          const current = found ?? NONE;
          const target = stricterOfBoth(current, wanted);
          const weaker = FIELDS.filter((field) => target[field] !== current[field]);
          if (weaker.length === 0) {
            return { changed: [] };
          }
          if (properties.mode === 'existing') {
            throw new WeakerSettingError(
              'The IAM password policy of the account',
              found === undefined
                ? ['there is none']
                : weaker.map((field) => difference(field, current, wanted)),
              'strengthen it under IAM > Account settings > Password policy',
            );
          }
          await store.write(target);
          return { changed: weaker };
        },
      };
    },
  };
}

/** Field by field the stricter value. */
export function stricterOfBoth(a: PasswordPolicy, b: PasswordPolicy): PasswordPolicy {
  return {
    MinimumPasswordLength: Math.max(a.MinimumPasswordLength, b.MinimumPasswordLength),
    MaxPasswordAge: shorterAge(a.MaxPasswordAge, b.MaxPasswordAge),
    PasswordReusePrevention: Math.max(a.PasswordReusePrevention, b.PasswordReusePrevention),
    RequireSymbols: a.RequireSymbols || b.RequireSymbols,
    RequireNumbers: a.RequireNumbers || b.RequireNumbers,
    RequireUppercaseCharacters: a.RequireUppercaseCharacters || b.RequireUppercaseCharacters,
    RequireLowercaseCharacters: a.RequireLowercaseCharacters || b.RequireLowercaseCharacters,
    AllowUsersToChangePassword: a.AllowUsersToChangePassword || b.AllowUsersToChangePassword,
    HardExpiry: a.HardExpiry || b.HardExpiry,
  };
}

/** The shorter of two ages, where 0 is endless. */
function shorterAge(a: number, b: number): number {
  return a === 0 || b === 0 ? Math.max(a, b) : Math.min(a, b);
}

function difference(field: Field, current: PasswordPolicy, wanted: PasswordPolicy): string {
  if (field === 'MaxPasswordAge') {
    const found = current.MaxPasswordAge === 0 ? 'endless' : current.MaxPasswordAge;
    return `MaxPasswordAge is ${found}, expected at most ${wanted.MaxPasswordAge}`;
  }
  const least = typeof wanted[field] === 'number' ? 'at least ' : '';
  return `${field} is ${current[field]}, expected ${least}${wanted[field]}`;
}
