import { cedar } from '../../../support/cedar';
import type { Engine } from '../../../../lambda/access/engine';
import { createEngine } from '../../../../lambda/access/engine';
import type { PolicyFile } from '../../../../lambda/access/engine-policies';
import type { Question } from '../../../../lambda/access/question';
import type { Action, Relation } from '../../../../lambda/access/vocabulary';
import { PHI_ACTIONS, ZONE_ACTIONS } from '../../../../lambda/access/vocabulary';
import type { Role } from '../../../../lambda/identity/roles';
import { ROLES } from '../../../../lambda/identity/roles';
import { DATA_TYPES } from '../../../../lambda/shared/audit/vocabulary';
import { readPolicyFiles } from '../../../../lib/access/policy-files';
import type { Case, Hindrances } from './expected';
import { NO_HINDRANCE } from './expected';

export const FILES: readonly PolicyFile[] = readPolicyFiles();

export function engineOf(files = FILES): Engine {
  return createEngine(cedar, files);
}

const YES_NO = [false, true];

/** Every way of standing to a patient: sixteen. */
export const RELATIONS: readonly Relation[] = YES_NO.flatMap((careTeam) =>
  YES_NO.flatMap((department) =>
    YES_NO.flatMap((own) =>
      YES_NO.map((brokenGlass) => ({ careTeam, department, own, brokenGlass })),
    ),
  ),
);

export const EVERY_RELATION: Relation = {
  careTeam: true,
  department: true,
  own: true,
  brokenGlass: true,
};

/** What can be asked for: an action, and the part of a record that it is done to, if it is. */
export const DEEDS: readonly Pick<Case, 'action' | 'dataType'>[] = [
  ...PHI_ACTIONS.flatMap((action) => DATA_TYPES.map((dataType) => ({ action, dataType }))),
  { action: 'reencrypt' as const },
  { action: 'rotate' as const },
  ...ZONE_ACTIONS.map((action) => ({ action })),
];

export const EVERYBODY: readonly (Role | 'service')[] = [...ROLES, 'service'];

/** Every question of a role that nothing stands against. */
export function casesOf(role: Role | 'service'): readonly Case[] {
  return DEEDS.flatMap((deed) =>
    RELATIONS.flatMap((relation) =>
      YES_NO.map((approval) => ({ role, ...deed, relation, approval })),
    ),
  );
}

const ALL_ACTIONS: readonly Action[] = [...PHI_ACTIONS, ...ZONE_ACTIONS];

/** The question that an engine is asked. A person is asked for without a service. */
export function questionOf(
  { role, action, dataType, relation, approval }: Case,
  hindrances: Hindrances = NO_HINDRANCE,
): Question {
  const { inactive, otherTenant, restricted, serviceNotNamed } = hindrances;
  const tenant = 'mercy';
  const may = ALL_ACTIONS.filter((other) => !serviceNotNamed || other !== action);
  const service = { kind: 'service', id: 'ehr', tenant, may } as const;
  return {
    principal:
      role === 'service'
        ? service
        : { kind: 'person', tenant, role, ...(serviceNotNamed ? { via: service } : {}) },
    action,
    resource: {
      tenant: otherTenant ? 'st-elsewhere' : tenant,
      ...(dataType === undefined ? {} : { dataType }),
    },
    relation,
    approval,
    restricted,
    active: !inactive,
  };
}

/** A case as a failing test shows it. */
export function named({ role, action, dataType, relation, approval }: Case): string {
  const circumstances = [...Object.entries(relation), ['approval', approval] as const]
    .filter(([, given]) => given)
    .map(([name]) => name);
  return [role, action, dataType ?? '-', circumstances.join('+') || 'nothing'].join(' ');
}
