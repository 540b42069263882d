import * as fc from 'fast-check';
import {
  OutOfTimeError,
  PropertyError,
  SettingStateError,
  WeakerSettingError,
} from '../../../../lambda/baseline/errors';
import { otherDefaultSecurityGroups } from '../../../../lambda/baseline/settings/other-default-security-groups';
import { vpcRestrictDefaultSg } from '../../../../lambda/baseline/settings/vpc-restrict-default-sg';
import { PLACE, applySetting, denied, noSleep } from '../../support/baseline';
import { fakeRegion } from '../../support/fake-region';

const NEW_VPC = { ingress: ['self'], egress: ['all'] };
const CLOSED = { ingress: [], egress: [] };
const one = (mode: string) => ({ VpcId: 'vpc-1', Mode: mode });

describe('Custom::VpcRestrictDefaultSG', () => {
  test.each(['enforce', 'existing'])('%s, already empty: one read', async (mode) => {
    const { store, calls } = fakeRegion({ 'vpc-1': CLOSED, 'vpc-2': NEW_VPC });
    expect(await applySetting(vpcRestrictDefaultSg({ store, sleep: noSleep }), one(mode))).toEqual({
      changed: [],
    });
    expect(calls).toEqual(['read vpc-1']);
  });

  test('enforce: revokes exactly what it found, looks again, leaves other VPCs alone', async () => {
    const { store, calls, left } = fakeRegion({
      'vpc-1': { ingress: ['a', 'b'], egress: ['c'] },
      'vpc-2': NEW_VPC,
    });
    expect(
      await applySetting(vpcRestrictDefaultSg({ store, sleep: noSleep }), one('enforce')),
    ).toEqual({ changed: ['sg-1 of vpc-1: 2 ingress, 1 egress'] });
    expect(calls).toEqual([
      'read vpc-1',
      'revoke sg-1 ingress a b',
      'revoke sg-1 egress c',
      'read vpc-1',
    ]);
    expect(left()).toEqual(['self', 'all']);
  });

  test('existing, with rules: fails, says what differs, changes nothing', async () => {
    const { store, left } = fakeRegion({ 'vpc-1': NEW_VPC });
    const failure = applySetting(vpcRestrictDefaultSg({ store, sleep: noSleep }), one('existing'));
    await expect(failure).rejects.toThrow(WeakerSettingError);
    await expect(failure).rejects.toThrow(
      'The default security group of a VPC is weaker than wanted (sg-1 of vpc-1: 1 ingress, 1 egress, expected no rule): remove all rules of it, or use mode enforce.',
    );
    expect(left()).toHaveLength(2);
  });

  test('waits a little for the group of a VPC that was just made', async () => {
    const { store } = fakeRegion({ 'vpc-1': NEW_VPC });
    const sleeps: number[] = [];
    let reads = 0;
    const late = {
      ...store,
      defaultGroups: async (vpcId?: string) => {
        reads += 1;
        return reads < 3 ? [] : store.defaultGroups(vpcId);
      },
    };
    const sleep = async (milliseconds: number) => sleeps.push(milliseconds);
    await applySetting(vpcRestrictDefaultSg({ store: late, sleep }), one('enforce'));
    expect(sleeps).toEqual([250, 500]);
  });

  test('a VPC that is not there fails, in a bounded time', async () => {
    const { store, calls } = fakeRegion({ 'vpc-2': NEW_VPC });
    const failure = applySetting(vpcRestrictDefaultSg({ store, sleep: noSleep }), one('enforce'));
    await expect(failure).rejects.toThrow(SettingStateError);
    await expect(failure).rejects.toThrow('VPC vpc-1 has no default security group in this Region');
    expect(calls).toHaveLength(8);
  });

  test('shows of EC2 that lag behind are looked through', async () => {
    const { store, left } = fakeRegion({ 'vpc-1': NEW_VPC }, { lag: 2 });
    const sleeps: number[] = [];
    const sleep = async (milliseconds: number) => sleeps.push(milliseconds);
    await applySetting(vpcRestrictDefaultSg({ store, sleep }), one('enforce'));
    expect(left()).toEqual([]);
    expect(sleeps).toEqual([250, 500]);
  });

  test('somebody takes a rule away at the same time: the rest goes all the same', async () => {
    const region = fakeRegion(
      { 'vpc-1': { ingress: ['a', 'b'], egress: ['c'] } },
      { meanwhile: () => region.now.get('vpc-1')?.ingress.delete('b') },
    );
    const { store, left } = region;
    await applySetting(vpcRestrictDefaultSg({ store, sleep: noSleep }), one('enforce'));
    expect(left()).toEqual([]);
  });

  test('somebody adds rules again and again: fails and names the group', async () => {
    let added = 0;
    const region = fakeRegion(
      { 'vpc-1': NEW_VPC },
      { meanwhile: () => region.now.get('vpc-1')?.ingress.add(`again${(added += 1)}`) },
    );
    const failure = applySetting(
      vpcRestrictDefaultSg({ store: region.store, sleep: noSleep }),
      one('enforce'),
    );
    await expect(failure).rejects.toThrow(SettingStateError);
    await expect(failure).rejects.toThrow(
      /still has rules after 8 rounds \(sg-1 of vpc-1: \d+ ingress/,
    );
  });

  test('a group that vanishes with its VPC is done', async () => {
    const region = fakeRegion(
      { 'vpc-1': NEW_VPC },
      { meanwhile: () => region.now.delete('vpc-1') },
    );
    await expect(
      applySetting(vpcRestrictDefaultSg({ store: region.store, sleep: noSleep }), one('enforce')),
    ).resolves.toBeDefined();
  });

  test('stops between two calls when the time is up', async () => {
    const controller = new AbortController();
    const { store, calls } = fakeRegion(
      { 'vpc-1': NEW_VPC },
      { meanwhile: () => controller.abort(new OutOfTimeError()) },
    );
    const prepared = vpcRestrictDefaultSg({ store, sleep: noSleep }).prepare(one('enforce'), PLACE);
    await expect(prepared.apply(controller.signal)).rejects.toThrow(OutOfTimeError);
    expect(calls).toEqual(['read vpc-1', 'revoke sg-1 ingress self']);
  });

  test.each([undefined, '', 'sg-1', 'vpc-', 'vpc-1 vpc-2'])('refuses VPC %p', (vpcId) => {
    const setting = vpcRestrictDefaultSg({ store: fakeRegion({}).store, sleep: noSleep });
    expect(() => setting.prepare({ VpcId: vpcId, Mode: 'enforce' }, PLACE)).toThrow(PropertyError);
  });

  test('has a physical id for each VPC', () => {
    const setting = vpcRestrictDefaultSg({ store: fakeRegion({}).store, sleep: noSleep });
    expect(setting.prepare(one('enforce'), PLACE).physicalId).toBe('vpc-restrict-default-sg/vpc-1');
  });
});

describe('Custom::OtherDefaultSecurityGroups', () => {
  const region = { 'vpc-1': NEW_VPC, 'vpc-2': CLOSED, 'vpc-3': { ingress: [], egress: ['all'] } };

  test('enforce: every VPC, only those with rules', async () => {
    const { store, calls, left } = fakeRegion(region);
    const setting = otherDefaultSecurityGroups({ store, sleep: noSleep });
    expect(await applySetting(setting, { Mode: 'enforce' })).toEqual({
      changed: ['sg-1 of vpc-1: 1 ingress, 1 egress', 'sg-3 of vpc-3: 0 ingress, 1 egress'],
    });
    expect(left()).toEqual([]);
    expect(calls.filter((call) => call.includes('sg-2'))).toEqual([]);
    expect(await applySetting(setting, { Mode: 'enforce' })).toEqual({ changed: [] });
    expect(await applySetting(setting, { Mode: 'existing' })).toEqual({ changed: [] });
  });

  test('a Region without a VPC is right already', async () => {
    const { store } = fakeRegion({});
    const setting = otherDefaultSecurityGroups({ store, sleep: noSleep });
    expect(await applySetting(setting, { Mode: 'enforce' })).toEqual({ changed: [] });
  });

  test('existing: fails with all of them, changes nothing', async () => {
    const { store, left } = fakeRegion(region);
    const setting = otherDefaultSecurityGroups({ store, sleep: noSleep });
    await expect(applySetting(setting, { Mode: 'existing' })).rejects.toThrow(
      'The default security group of 2 VPCs is weaker than wanted (sg-1 of vpc-1: 1 ingress, 1 egress, expected no rule; sg-3 of vpc-3: 0 ingress, 1 egress, expected no rule)',
    );
    expect(left()).toHaveLength(3);
  });

  test('refuses a property of the other type', () => {
    const setting = otherDefaultSecurityGroups({ store: fakeRegion({}).store, sleep: noSleep });
    expect(() => setting.prepare({ Mode: 'enforce', VpcId: 'vpc-1' }, PLACE)).toThrow(
      'Unknown property VpcId: expected only Mode;',
    );
  });

  test.each(['read', 'revoke'])('passes an error of AWS on (%s)', async (failing) => {
    const { store } = fakeRegion(region, {
      crash: (call) => {
        if (call === failing) {
          throw denied(`ec2:${call}`);
        }
      },
    });
    await expect(
      applySetting(otherDefaultSecurityGroups({ store, sleep: noSleep }), { Mode: 'enforce' }),
    ).rejects.toThrow(`ec2:${failing} was denied`);
  });
});

describe('model: repeated after crashes, both settings end with no rule', () => {
  const rules = fc.record({
    ingress: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 }),
    egress: fc.uniqueArray(fc.constantFrom('e', 'f', 'g'), { maxLength: 3 }),
  });
  const vpcs = fc
    .array(rules, { minLength: 1, maxLength: 4 })
    .map((all) => Object.fromEntries(all.map((rule, i) => [`vpc-${i + 1}`, rule])));
  // Each entry: at which of the coming calls the function dies, and whether that call still took effect.
  const crashes = fc.array(fc.record({ after: fc.nat(8), before: fc.boolean() }), { maxLength: 6 });

  test.each([
    ['VpcRestrictDefaultSG', false, vpcRestrictDefaultSg, { VpcId: 'vpc-1', Mode: 'enforce' }],
    ['OtherDefaultSecurityGroups', true, otherDefaultSecurityGroups, { Mode: 'enforce' }],
  ] as const)('%s', async (_, all, create, properties) => {
    await fc.assert(
      fc.asyncProperty(vpcs, crashes, fc.nat(2), fc.boolean(), async (start, plan, lag, helper) => {
        const pending = [...plan];
        let calls = 0;
        const region = fakeRegion(start, {
          lag,
          crash(_call, before) {
            calls += before ? 1 : 0;
            const [next] = pending;
            if (next !== undefined && calls > next.after && before === next.before) {
              pending.shift();
              calls = 0;
              throw new Error('the function died');
            }
          },
          // Another process that closes groups too.
          meanwhile: (groupId) => {
            if (helper) {
              region.now.get(groupId.replace('sg', 'vpc'))?.ingress.delete('b');
            }
          },
        });
        const setting = create({ store: region.store, sleep: noSleep });
        let runs = 0;
        for (let done = false; !done; runs += 1) {
          expect(runs).toBeLessThanOrEqual(plan.length);
          done = await applySetting(setting, properties).then(
            () => true,
            () => false,
          );
        }
        for (const [vpcId, now] of region.now) {
          const before = start[vpcId];
          expect([...now.ingress, ...now.egress]).toEqual(
            all || vpcId === 'vpc-1' ? [] : [...(before?.ingress ?? []), ...(before?.egress ?? [])],
          );
        }
        // Settled: the next run only looks.
        pending.length = 0;
        region.calls.length = 0;
        region.settle();
        await applySetting(setting, properties);
        expect(region.calls.filter((call) => call.startsWith('revoke'))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
