import type { Act } from '../../../access/act';
import type { Denied } from '../../../access/recorded';
import type { ZoneAction } from '../../../access/vocabulary';
import type { AuditDraft } from '../../../shared/audit/event';
import { isAnswerable } from '../../../shared/http/answer';
import { RequestError } from '../../../shared/http/problem';
import { today } from '../../clocks/day';
import { NoSuchIncidentError } from '../../errors';
import type { Incident } from '../../register/incident';
import type { Reckoned } from '../bodies/incident';
import type { BreachServices } from '../services';

/** Of events about an incident. */
export function incidentResource(incident: string): {
  readonly type: string;
  readonly ref: string;
} {
  return { type: 'incident', ref: incident };
}

/** Somebody may not change an incident. */
export function changeDenied(
  { written }: Act,
  action: ZoneAction,
  incident: string,
  denied: Denied,
): AuditDraft {
  return {
    ...written,
    type: 'breach-register-change',
    action,
    ...denied,
    resource: incidentResource(incident),
    phiAccessed: false,
    breakGlass: false,
  };
}

/** @throws NoSuchIncidentError 404 */
export async function known(
  { register }: Pick<BreachServices, 'register'>,
  tenant: string,
  id: string,
): Promise<Incident> {
  const incident = await register.find(tenant, id);
  if (incident === undefined) throw new NoSuchIncidentError();
  return incident;
}

/** What is due of an incident, as of now. */
export function reckoned(
  { duesOf, settings, now }: Pick<BreachServices, 'duesOf' | 'settings' | 'now'>,
  incident: Incident,
): Reckoned {
  return { dues: duesOf(incident, settings), today: today(now(), settings.timeZone) };
}

/** A page to be printed: it says itself that nothing is loaded for it. */
export function htmlReply(html: string): { readonly body: string; readonly contentType: string } {
  return { body: html, contentType: 'text/html; charset=utf-8' };
}

/**
 * The same reply, if it can be given.
 *
 * @throws RequestError 413
 */
export function answerable<R extends { readonly body: unknown }>(reply: R, detail: string): R {
  const { body } = reply;
  if (isAnswerable(typeof body === 'string' ? body : JSON.stringify(body))) return reply;
  throw new RequestError(413, {
    code: 'answer-too-large',
    title: 'The answer is too long.',
    detail,
  });
}
