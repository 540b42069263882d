import { sourceIp } from '../../shared/audit/fields';
import { isOpaqueId } from '../../shared/audit/opaque';

/** What another service tells of a person: enough for an audit event, but for who he is here. */
export interface Fact {
  /** Id of the event that tells it; the same each time it is told. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly type:
    | 'login-failure'
    | 'password-change'
    | 'mfa-enabled'
    | 'mfa-disabled'
    | 'permission-change'
    | 'configuration-change';
  readonly action: string;
  /** Why it did not happen. @default - it happened */
  readonly reason?: string;
  /** `sub` of whom it is about. @default - nobody says */
  readonly user?: string;
  /** ARN of who did it to him. @default - he himself */
  readonly by?: string;
  readonly sourceIp?: string;
  readonly userAgent?: string;
  readonly requestId?: string;
}

/** A text that an audit event may refer to; undefined for everything else, such as a name that was typed. */
export function opaque(value: unknown): string | undefined {
  return typeof value === 'string' && isOpaqueId(value) ? value : undefined;
}

/** An address; CloudTrail also writes names of services there. */
export function address(value: unknown): string | undefined {
  return sourceIp.safeParse(value).data;
}

/** Without members that are undefined. */
export function known<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
