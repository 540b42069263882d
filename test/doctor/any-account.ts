import fc from 'fast-check';
import type { ZoneConfig } from '../../lib/config/schema';
import type { Answers } from '../../lib/doctor/answers';
import { controlTowerAccount } from './accounts/control-tower';
import { closedAccount, emptyAccount, newAccount } from './accounts/empty';
import { messyAccount } from './accounts/messy';
import { settingsOf } from './paste';

/** Accounts made of pieces of the others: each answer from one of them. */
export const anyAccount = (zone: ZoneConfig): fc.Arbitrary<Answers> => {
  const worlds = [emptyAccount, newAccount, controlTowerAccount, messyAccount, closedAccount].map(
    (make) => make(zone),
  );
  const questions = Object.keys(emptyAccount(zone)) as (keyof Answers)[];
  return fc
    .array(fc.nat(worlds.length - 1), { minLength: questions.length, maxLength: questions.length })
    .map(
      (picks) =>
        Object.fromEntries(
          questions.map((question, index) => [question, worlds[picks[index] ?? 0]?.[question]]),
        ) as unknown as Answers,
    );
};

/** Modes that a person may have written, with what they must have beside them. */
export const anySettings: fc.Arbitrary<Readonly<Record<string, object>>> = fc
  .record({
    accountSettings: fc.dictionary(
      fc.constantFrom(...settingsOf('accountSettings')),
      fc.constantFrom('enforce', 'existing', 'off'),
    ),
    singletons: fc.dictionary(
      fc.constantFrom(
        ...settingsOf('singletons').filter((name) => !/apiG|trail|database/.test(name)),
      ),
      fc.constantFrom('create', 'existing', 'off'),
    ),
    trail: fc.constantFrom('create', 'existing', 'off'),
    role: fc.boolean(),
  })
  .map(({ accountSettings, singletons, trail, role }) => {
    const reasons = (names: readonly string[]): object =>
      Object.fromEntries(names.map((name) => [name, 'Somebody else of the hospital sees to it.']));
    return {
      accountSettings: { ...accountSettings, reasons: reasons(settingsOf('accountSettings')) },
      singletons: {
        ...singletons,
        trail: { mode: trail },
        ...(role
          ? {
              apiGatewayLogRole: {
                mode: 'existing',
                roleArn: 'arn:aws:iam::111122223333:role/another',
              },
            }
          : {}),
        reasons: reasons(settingsOf('singletons')),
      },
      governance: { conformancePack: false },
    };
  });
