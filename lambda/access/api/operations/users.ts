import { modified, newEntry, reactivated, terminated } from '../../../identity/directory-changes';
import type { DirectoryEntry } from '../../../identity/directory-entry';
import type { AuditDraft } from '../../../shared/audit/event';
import type { ChangeUser, DirectoryEntry as EntryBody } from '../../../shared/http/generated/types';
import { checkOpaque, invalidBody } from '../../../shared/http/validate';
import type { Act } from '../../act';
import { NoSuchThingError, NotPermittedError } from '../../errors';
import type { Denied, Outcome } from '../../recorded';
import { narrowAnyway, recordThenChange } from '../../recorded';
import type { Operations } from '../operation';
import type { AccessServices } from '../services';
import { instant } from './common';
import { mendedDirectoryErrors, UserExistsError } from './directory-errors';

/** Type of the event of each change. */
const EVENT_TYPES = {
  create: 'user-create',
  modify: 'user-modify',
  reactivate: 'user-modify',
  terminate: 'user-delete',
} as const satisfies Readonly<Record<ChangeUser['change'], string>>;

export function userOperations(
  services: AccessServices,
): Pick<Operations<'access-api'>, 'changeUser'> {
  const { directory, pseudonyms, now, log } = services;

  async function ownRecordOf(
    tenant: string,
    patientId: string | undefined,
  ): Promise<string | undefined> {
    return patientId === undefined ? undefined : pseudonyms.of(tenant, patientId);
  }

  async function changeTo(
    act: Act,
    body: ChangeUser,
    transition: (entry: DirectoryEntry) => DirectoryEntry,
  ): Promise<EntryBody> {
    const { user } = body;
    const here = (entry: DirectoryEntry | undefined): DirectoryEntry => {
      if (entry?.tenant === act.by.tenant) return entry;
      throw new NoSuchThingError('no-such-user', 'There is no account of this person.');
    };
    // Before the ledger is told: what cannot be done was not done.
    transition(here(await directory.get(user)));
    // An account of somebody who left must not wait for the ledger.
    const changing = body.change === 'terminate' ? narrowAnyway : recordThenChange;
    const { after } = await changing(services, {
      event: (outcome) => userChanged(act, body, outcome),
      change: async () => directory.change(user, (entry) => transition(here(entry))),
    });
    return entryBody(after, now());
  }

  async function create(act: Act, body: ChangeUser): Promise<EntryBody> {
    const { user, role, departments, timeZone, shift, patientId } = body;
    const { tenant } = act.by;
    if (role === undefined || departments === undefined || timeZone === undefined) {
      throw invalidBody(
        Object.entries({ role, departments, timeZone }).flatMap(([name, value]) =>
          value === undefined ? [{ pointer: `#/${name}`, detail: 'is missing.' }] : [],
        ),
      );
    }
    const ownRecord = await ownRecordOf(tenant, patientId);
    const entry = newEntry({
      user,
      tenant,
      role,
      departments: [...departments],
      timeZone,
      ...(shift === undefined ? {} : { shift }),
      ...(ownRecord === undefined ? {} : { ownRecord }),
    });
    if ((await directory.get(user)) !== undefined) throw new UserExistsError();
    await recordThenChange(services, {
      event: (outcome) => userChanged(act, body, outcome),
      change: async () => directory.create(entry),
    });
    return entryBody(entry, now());
  }

  async function modify(act: Act, body: ChangeUser): Promise<EntryBody> {
    const { role, departments, timeZone, shift, patientId } = body;
    if (fieldsOf(body).length === 0) {
      throw invalidBody([{ pointer: '#', detail: 'changes nothing: expected what changes.' }]);
    }
    const ownRecord = await ownRecordOf(act.by.tenant, patientId);
    const change = {
      role,
      departments: departments === undefined ? undefined : [...departments],
      timeZone,
      shift,
      ownRecord,
    };
    const at = now();
    return changeTo(act, body, (entry) => modified(entry, change, at));
  }

  async function terminate(act: Act, body: ChangeUser): Promise<EntryBody> {
    const at = now();
    const leftAt = body.leftAt === undefined ? undefined : Date.parse(body.leftAt);
    return changeTo(act, body, (entry) => terminated(entry, at, leftAt));
  }

  async function reactivate(act: Act, body: ChangeUser): Promise<EntryBody> {
    const at = now();
    return changeTo(act, body, (entry) => reactivated(entry, at));
  }

  const changes = {
    create,
    modify,
    terminate,
    reactivate,
  } as const satisfies Readonly<Record<ChangeUser['change'], unknown>>;

  return {
    changeUser: (body, act) => {
      checkOpaque({ '/user': body.user });
      return {
        needs: { action: 'manage-users' },
        refused: (denied) => userChanged(act, body, denied),
        run: async () => {
          if (body.user === act.by.id) {
            throw new NotPermittedError('own-account', 'Nobody changes his own account.');
          }
          return mendedDirectoryErrors(async () => {
            checkFit(body);
            return { body: await changes[body.change](act, body) };
          }, log);
        },
      };
    },
  };
}

/** Fields that a change does not have. */
function checkFit(body: ChangeUser): void {
  const isFit = (name: string): boolean => {
    if (name === 'leftAt') return body.change === 'terminate';
    return body.change === 'create' || body.change === 'modify';
  };
  const unfit = fieldsOf(body).filter((name) => !isFit(name));
  if (unfit.length === 0) return;
  throw invalidBody(
    unfit.map((name) => ({
      pointer: `#/${name}`,
      detail: `is not for ${body.change}: leave it out.`,
    })),
  );
}

/** Names of what an administrator says of a person. */
function fieldsOf(body: ChangeUser): readonly string[] {
  return Object.entries(body).flatMap(([name, value]) =>
    value === undefined || name === 'change' || name === 'user' ? [] : [name],
  );
}

function userChanged({ written }: Act, body: ChangeUser, outcome: Outcome | Denied): AuditDraft {
  const fields = fieldsOf(body);
  return {
    ...written,
    type: EVENT_TYPES[body.change],
    action: `${body.change}-user`,
    ...outcome,
    resource: { type: 'user', ref: body.user },
    ...(fields.length === 0 ? {} : { fields: [...fields] }),
    phiAccessed: false,
    breakGlass: false,
  };
}

export function entryBody(entry: DirectoryEntry, now: number): EntryBody {
  const { user, role, departments, timeZone, shift, active } = entry;
  const { terminatedAt, lockedUntil, signedInAt } = entry;
  return {
    user,
    role,
    departments,
    timeZone,
    ...(shift === undefined ? {} : { shift }),
    active,
    ...(terminatedAt === undefined ? {} : { terminatedAt: instant(terminatedAt) }),
    ...(lockedUntil === undefined || lockedUntil <= now
      ? {}
      : { lockedUntil: instant(lockedUntil) }),
    ...(signedInAt === undefined ? {} : { signedInAt: instant(signedInAt) }),
  };
}
