import type { Kept } from '../../../lib/evidence/inventories/reading/kept';
import { keptOf } from '../../../lib/evidence/inventories/reading/kept';
import type { Json } from './support/small-zone';
import { smallZone } from './support/small-zone';

/** What is told of a bucket with these rules of its life cycle, and a lock. */
function kept(rules: unknown, retention?: Json): Kept {
  const lock =
    retention === undefined
      ? {}
      : {
          ObjectLockEnabled: true,
          ObjectLockConfiguration: { Rule: { DefaultRetention: retention } },
        };
  const zone = smallZone({
    Bucket: {
      Type: 'AWS::S3::Bucket',
      Properties: { ...lock, LifecycleConfiguration: { Rules: rules } },
    },
  });
  const [bucket] = zone.resources;
  if (bucket === undefined) throw new Error('no bucket');
  return keptOf(zone, bucket);
}

const rule = (more: Json): Json => ({ Status: 'Enabled', ...more });
const days = (count: unknown, more: Json = {}): Json => rule({ ExpirationInDays: count, ...more });
const FOR_EVER = 'until somebody deletes it';

describe('how long a bucket keeps objects', () => {
  it('is the shortest of its rules, with what each is about', () => {
    expect(kept([days(3650), days(1)]).kept).toBe('1 day');
    expect(kept([days(3650, { Prefix: 'a/' }), days(1, { Prefix: 'b/' })]).kept).toBe(
      `1 day (objects under b/); 3650 days (objects under a/); all else ${FOR_EVER}`,
    );
    const filters = {
      TagFilters: [{ Key: 'a', Value: 'b' }],
      ObjectSizeGreaterThan: '9',
      ObjectSizeLessThan: '99',
    };
    expect(kept([days(5, filters), days(9)]).kept).toBe(
      '5 days (objects with tag a = b, larger than 9 bytes, smaller than 99 bytes); 9 days',
    );
    expect(kept([{ ...days(1), Status: 'Disabled' }]).kept).toBe(FOR_EVER);
  });

  it('tells dates, and what only a deploy sets', () => {
    const date = rule({ ExpirationDate: '2026-12-01T00:00:00Z' });
    expect(kept([days(9), date])).toMatchObject({
      kept: 'until 2026-12-01T00:00:00Z; 9 days',
      life: 'after 9 days deleted; until 2026-12-01T00:00:00Z, then deleted',
    });
    expect(kept([days({ Ref: 'Days' })]).kept).toContain('a time set at deploy');
    expect(kept({ 'Fn::If': ['a', [], []] }).kept).toContain('a time set at deploy');
    expect(kept([{ ...days(2), Status: { Ref: 'On' } }]).kept).toBe('2 days');
  });

  it('is never shorter than its lock', () => {
    const locked = (mode: string, ...rules: readonly Json[]): Kept =>
      kept(rules, { Mode: mode, Days: 2192 });
    expect(locked('COMPLIANCE', days(30)).kept).toBe(
      '30 days; but no version before its lock ends, 2192 days',
    );
    expect(locked('GOVERNANCE', days(30)).kept).toContain('its lock ends or is taken off, 2192');
    expect(locked('COMPLIANCE', days(3650)).kept).toBe('3650 days');
    expect(locked('COMPLIANCE').kept).toBe(`as long as its lock, and then ${FOR_EVER}`);
    expect(kept([days(30)], { Mode: 'COMPLIANCE', Years: 6 }).kept).toContain('ends, 6 years');
  });

  it('tells who takes a lock off, and what beats it', () => {
    const [compliance, governance] = ['COMPLIANCE', 'GOVERNANCE'].map(
      (Mode) => kept([], { Mode, Days: 30 }).lock,
    );
    expect(compliance).toBe(
      'Object Lock COMPLIANCE: 30 days, of every object whose writer sets no other date',
    );
    expect(governance).toBe(
      'Object Lock GOVERNANCE: 30 days, of every object whose writer sets no other date; who has s3:BypassGovernanceRetention takes it off',
    );
  });
});
