import { PortError } from '../../lib/aws/calling';
import type {
  DeletionFailure,
  ObjectVersion,
  Stack,
  StackResource,
  TeardownPort,
  VersionFailure,
} from '../../lib/teardown/port';
import { deleteFrom, deletePoint, lookInto, unlock } from './fake-contents';
import type { FakeBucket, FakeStack, FakeVault, FakeVersion } from './fake-state';

/** What CloudFormation has done with already. */
const DONE = new Set(['DELETE_COMPLETE', 'DELETE_SKIPPED']);

/**
 * An AWS account in memory, with its own clock, that behaves as AWS does where it matters: deletions
 * take a while, a bucket or vault with something in it makes its stack DELETE_FAILED, locks hold,
 * objects arrive while others are deleted. Everything that changes it is written down.
 */
export class FakeAccount {
  now = Date.parse('2026-01-01T00:00:00Z');
  readonly stacks = new Map<string, FakeStack>();
  readonly buckets = new Map<string, FakeBucket>();
  readonly vaults = new Map<string, FakeVault>();
  /** Everything that was changed: what, and of which stack, bucket or vault. */
  readonly changes: { readonly what: string; readonly of: string }[] = [];
  calls = 0;
  /** Largest number of keys in one deletion. */
  largestPage = 0;
  private serial = 0;

  constructor(
    readonly account: string,
    private readonly pageSize = 1000,
  ) {}

  /** Puts a stack of these buckets and vaults there. */
  deploy(
    name: string,
    given: Partial<FakeStack> & {
      readonly buckets?: readonly string[];
      readonly vaults?: readonly string[];
    } = {},
  ): FakeStack {
    const { buckets = [], vaults = [], ...rest } = given;
    const stack: FakeStack = {
      id: `arn:aws:cloudformation:us-east-1:${this.account}:stack/${name}/1`,
      name,
      status: 'CREATE_COMPLETE',
      tags: { Environment: 'sandbox' },
      terminationProtection: false,
      resources: [
        ...buckets.map((id) => made('AWS::S3::Bucket', id)),
        ...vaults.map((id) => made('AWS::Backup::BackupVault', id)),
      ],
      usedBy: [],
      slowness: 1,
      deletionErrors: [],
      failures: [],
      keeps: [],
      ...rest,
    };
    this.stacks.set(stack.id, stack);
    for (const id of buckets) if (!this.buckets.has(id)) this.fill(id, 0);
    for (const id of vaults) {
      if (!this.vaults.has(id)) this.vaults.set(id, { points: [], locked: false });
    }
    return stack;
  }

  /** Makes a bucket with so many versions. */
  fill(bucket: string, versions: number, given: Partial<FakeVersion> = {}): FakeBucket {
    const made = this.buckets.get(bucket) ?? { versions: [], arrivals: [] };
    for (let i = 0; i < versions; i += 1) made.versions.push({ ...this.version(), ...given });
    this.buckets.set(bucket, made);
    return made;
  }

  store(vault: string, points: readonly Partial<FakeVault['points'][number]>[]): FakeVault {
    const made = this.vaults.get(vault) ?? { points: [], locked: false };
    for (const point of points) {
      this.serial += 1;
      made.points.push({
        arn: `arn:aws:backup:us-east-1:${this.account}:recovery-point:${this.serial}`,
        status: 'COMPLETED',
        looksUntilGone: 1,
        ...point,
      });
    }
    this.vaults.set(vault, made);
    return made;
  }

  /** The account as teardown sees it. */
  port(): TeardownPort {
    const counted =
      <A extends readonly unknown[], R>(call: (...args: A) => R) =>
      async (...args: A): Promise<R> => {
        this.calls += 1;
        return call(...args);
      };
    return {
      callerAccount: counted(() => this.account),
      stackNames: counted(() => [...this.live()].map(({ name }) => name)),
      stack: counted((nameOrId: string) => this.describe(nameOrId)),
      resources: counted((id: string) => this.stackOf(id, 'ListStackResources').resources),
      allowDeletion: counted((id: string) => {
        const stack = this.stackOf(id, 'UpdateTerminationProtection');
        this.change('allow-deletion', stack.name);
        stack.terminationProtection = false;
      }),
      deleteStack: counted((id: string) => this.deleteStack(id)),
      deletionFailures: counted((id: string) => this.stackOf(id, 'DescribeStackEvents').failures),
      listVersions: counted((bucket: string, cursor?: { readonly key: string }) =>
        this.listVersions(bucket, cursor?.key),
      ),
      deleteVersions: counted((bucket: string, versions: readonly ObjectVersion[]) =>
        this.deleteVersions(bucket, versions),
      ),
      lockOf: counted((bucket: string, { key }: ObjectVersion) => {
        const found = this.buckets.get(bucket)?.versions.find((version) => version.key === key);
        return found?.lock ?? { legalHold: false };
      }),
      vault: counted((name: string) => {
        const vault = this.vaults.get(name);
        return vault && { name, locked: vault.locked, lockDate: vault.lockDate };
      }),
      unlockVault: counted((name: string) => {
        this.change('unlock', name);
        unlock(this.vaults.get(name), this.now);
      }),
      listRecoveryPoints: counted((vault: string, cursor?: string) =>
        lookInto(this.vaults.get(vault), this.pageSize, cursor),
      ),
      deleteRecoveryPoint: counted((vault: string, arn: string) =>
        this.deleteRecoveryPoint(vault, arn),
      ),
    };
  }

  private live(): readonly FakeStack[] {
    return [...this.stacks.values()].filter(({ status }) => status !== 'DELETE_COMPLETE');
  }

  private describe(nameOrId: string): Stack | undefined {
    const stack = this.stacks.get(nameOrId) ?? this.live().find(({ name }) => name === nameOrId);
    if (stack?.status === 'DELETE_IN_PROGRESS') {
      if (stack.slowness > 0) stack.slowness -= 1;
      else this.finishDeletion(stack);
    }
    if (stack === undefined) return undefined;
    const { id, name, status, tags, terminationProtection } = stack;
    return status === 'DELETE_COMPLETE' && nameOrId === name
      ? undefined
      : { id, name, status, tags: { ...tags }, terminationProtection };
  }

  private deleteStack(id: string): void {
    const stack = this.stackOf(id, 'DeleteStack');
    this.change('delete-stack', stack.name);
    if (stack.status === 'DELETE_COMPLETE' || stack.status === 'DELETE_IN_PROGRESS') return;
    if (
      stack.terminationProtection ||
      /^(CREATE|UPDATE|ROLLBACK)\w*_IN_PROGRESS$/.test(stack.status)
    ) {
      throw new PortError('DeleteStack', 'ValidationError', 'cannot be deleted now', false);
    }
    stack.status = 'DELETE_IN_PROGRESS';
  }

  private finishDeletion(stack: FakeStack): void {
    const failures: DeletionFailure[] = [];
    const waiting = stack.usedBy.filter((name) => this.live().some((live) => live.name === name));
    for (const name of waiting) {
      failures.push({ logicalId: 'Export', type: 'Export', reason: `in use by ${name}` });
    }
    const planned = stack.deletionErrors.shift();
    if (planned) failures.push(planned);
    const standing = stack.resources.filter(({ status }) => !DONE.has(status));
    for (const { logicalId, type, physicalId = '' } of standing) {
      const full =
        type === 'AWS::S3::Bucket'
          ? (this.buckets.get(physicalId)?.versions.length ?? 0) > 0
          : (this.vaults.get(physicalId)?.points.length ?? 0) > 0;
      if (full && !stack.keeps.includes(logicalId)) {
        failures.push({ logicalId, type, reason: 'it is not empty' });
      }
    }
    stack.failures = failures;
    stack.status = failures.length > 0 ? 'DELETE_FAILED' : 'DELETE_COMPLETE';
    if (failures.length > 0) return;
    stack.resources = stack.resources.map((resource) => {
      if (DONE.has(resource.status)) return resource;
      if (stack.keeps.includes(resource.logicalId))
        return { ...resource, status: 'DELETE_SKIPPED' };
      this.buckets.delete(resource.physicalId ?? '');
      this.vaults.delete(resource.physicalId ?? '');
      return { ...resource, status: 'DELETE_COMPLETE' };
    });
  }

  private listVersions(
    name: string,
    after: string | undefined,
  ): { readonly versions: FakeVersion[]; readonly next?: { readonly key: string } } | undefined {
    const bucket = this.buckets.get(name);
    if (bucket === undefined) return undefined;
    if (after === undefined) this.fill(name, bucket.arrivals.shift() ?? 0);
    const rest = bucket.versions.filter(({ key }) => after === undefined || key > after);
    const versions = rest.slice(0, this.pageSize);
    const last = versions.at(-1);
    return rest.length > versions.length && last
      ? { versions, next: { key: last.key } }
      : { versions };
  }

  private deleteVersions(name: string, asked: readonly ObjectVersion[]): readonly VersionFailure[] {
    const bucket = this.buckets.get(name);
    if (bucket === undefined) throw new PortError('DeleteObjects', 'NoSuchBucket', '', false);
    this.change('delete-versions', name);
    this.largestPage = Math.max(this.largestPage, asked.length);
    return deleteFrom(bucket, asked, this.now);
  }

  private deleteRecoveryPoint(name: string, arn: string): void {
    this.change('delete-recovery-point', name);
    deletePoint(this.vaults.get(name), arn);
  }

  private stackOf(id: string, operation: string): FakeStack {
    const stack = this.stacks.get(id);
    if (stack) return stack;
    throw new PortError(operation, 'ValidationError', 'does not exist', false);
  }

  private change(what: string, of: string): void {
    this.changes.push({ what, of });
  }

  private version(): FakeVersion {
    this.serial += 1;
    const id = String(this.serial).padStart(8, '0');
    return { key: `secret-${id}`, versionId: id, lastModified: new Date(this.now) };
  }
}

function made(type: string, id: string): StackResource {
  return { logicalId: id, type, physicalId: id, status: 'CREATE_COMPLETE' };
}
