import { KNOWN_REGIONS, LOG_RETENTION_DAYS } from '../../lib/config/aws-values';
import { exampleAt, fits, knownKeys, schemaAt } from '../../lib/config/schema-lookup';
import { profileDefaults } from '../../lib/config/profiles';
import { fields, treeOf } from './zone-values';

/** Every field that a config can have. */
function everyField(path: readonly string[] = []): readonly (readonly string[])[] {
  const keys = knownKeys(path);
  return keys.length === 0 ? [path] : keys.flatMap((key) => everyField([...path, key]));
}

const defaulted = new Set(
  (['production', 'sandbox'] as const)
    .flatMap((profile) => fields(profileDefaults(profile)))
    .map(([path]) => path.join('.')),
);

it.each(everyField().map((path) => [path.join('.'), path] as const))(
  '%s has a default, or an example that fits',
  (name, path) => {
    const example = exampleAt(path);
    const fitting = example !== undefined && fits(path, example);
    expect([defaulted.has(name), fitting]).toEqual([example === undefined, example !== undefined]);
  },
);

it.each(['production', 'sandbox'] as const)('the %s defaults all fit', (profile) => {
  const all = fields(profileDefaults(profile));
  expect(treeOf(all)).toEqual(profileDefaults(profile));
  expect(all.filter(([path, value]) => !fits(path, value))).toEqual([]);
});

it('finds entries of lists, and nothing where nothing can be', () => {
  expect(fits(['alerts', 'security', 7], 'sam@hospital.example')).toBe(true);
  expect(schemaAt(['network', 'constructor'])).toBeUndefined();
  expect(schemaAt(['name', 'x'])).toBeUndefined();
});

it('knows what AWS knows', () => {
  expect(KNOWN_REGIONS).toEqual(
    expect.arrayContaining(['us-east-1', 'eu-central-1', 'us-gov-west-1']),
  );
  expect(LOG_RETENTION_DAYS).toEqual(expect.arrayContaining([1, 30, 365, 2192]));
  expect(LOG_RETENTION_DAYS).not.toContain(9999);
});
