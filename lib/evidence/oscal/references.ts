import { createHash } from 'node:crypto';
import type { JudgedControl, JudgedMechanism } from '../../controls/judged';
import type { EvidenceModel } from '../model';
import type { EvidenceStack } from '../zone/evidence-zone';
import type { JsonObject } from './words';
import { line, uuid, zoneNames } from './words';

/** Where the other documents are, from each of them. */
export const CATALOG_HREF = './catalog.json';
export const PLAN_HREF = './assessment-plan.json';
export const CHECKS_HREF = '../checks.csv';

/** The part of a control that says what it asks. */
export function statementId({ oscalId }: Pick<JudgedControl, 'oscalId'>): string {
  return `${oscalId}_smt`;
}

/** The part of a control that says what the zone does of it: what checks judge, and nothing beyond. */
export function objectiveId({ oscalId }: Pick<JudgedControl, 'oscalId'>): string {
  return `${oscalId}_obj.zone`;
}

/** Controls that the zone does something of. */
export function ours({ controls }: EvidenceModel): readonly JudgedControl[] {
  return controls.filter(({ mechanisms }) => mechanisms.length > 0);
}

export function stackUuid(model: EvidenceModel, stack: string): string {
  return uuid('stack', ...zoneNames(model), stack);
}

export function packUuid(model: EvidenceModel, pack: string): string {
  return uuid('check pack', ...zoneNames(model), pack);
}

/** The tests of the repository, as a tool. */
export function testsUuid(model: EvidenceModel): string {
  return uuid('tests', ...zoneNames(model));
}

/** What a mechanism does, and what is wrong with it. */
export function mechanismText({ says, status, left, problems }: JudgedMechanism): string {
  return line([says, ...(left === '' ? [] : [left]), ...problems, `(${status})`].join(' '));
}

export function templateUuid(model: EvidenceModel, { id }: EvidenceStack): string {
  return uuid('template', ...zoneNames(model), id);
}

/** The templates, as things that a document refers to. */
export function templateResources(model: EvidenceModel): readonly JsonObject[] {
  return model.zone.stacks.map((stack) => ({
    uuid: templateUuid(model, stack),
    title: line(`Template of stack ${stack.name}`),
    rlinks: [
      {
        href: `../templates/${stack.id}.template.json`,
        'media-type': 'application/json',
        hashes: [
          {
            algorithm: 'SHA-256',
            value: createHash('sha256').update(stack.template).digest('hex'),
          },
        ],
      },
    ],
  }));
}
