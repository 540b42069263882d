import type { JudgedControl, JudgedMechanism } from '../../controls/judged';
import type { EvidenceModel } from '../model';
import type { EvidenceStack } from '../zone/evidence-zone';
import {
  CATALOG_HREF,
  mechanismText,
  ours,
  packUuid,
  stackUuid,
  templateResources,
  templateUuid,
} from './references';
import type { JsonObject } from './words';
import { filled, line, metadata, prop, uuid, zoneNames } from './words';

/**
 * How far a control is implemented, in words of OSCAL's system security plan; undefined where nothing
 * here says so: what was not shown, or fails, has its status in our words alone.
 *
 * A shared control is `partial` at most, since the customer has a part in it. What config leaves to
 * somebody else is `alternative`: config says that another thing takes its place, and why. `planned`
 * would promise that the zone will do it.
 */
function implementationOf({ status, doneBy, mechanisms }: JudgedControl): string | undefined {
  if (mechanisms.length > 0 && mechanisms.every(({ left }) => left !== '')) return 'alternative';
  switch (status) {
    case 'shown':
      return doneBy === 'code' ? 'implemented' : 'partial';
    case 'shown-with-exceptions':
    case 'partly-shown':
      return 'partial';
    case 'not-shown':
    case 'failing':
    case 'customer':
    case 'aws':
      return undefined;
  }
}

const ORIGINATION: Readonly<Record<JudgedControl['doneBy'], string>> = {
  code: 'system-specific',
  shared: 'customer-configured',
  customer: 'customer-provided',
  aws: 'inherited',
};

/** What the code claims to do, of which control, and where that stands in the templates. */
export function componentDefinition(model: EvidenceModel): JsonObject {
  return {
    'component-definition': filled({
      uuid: uuid('component definition', ...zoneNames(model)),
      metadata: metadata(`HIPAA landing zone ${model.config.name}: what implements what`, model),
      components: [
        app(model),
        ...model.zone.stacks.map((stack) => service(model, stack)),
        ...model.ledger.packs.map((pack) => ({
          uuid: packUuid(model, pack.name),
          type: 'validation',
          title: line(`${pack.name} ${pack.version}`),
          description: line(
            `Rules that read the templates at each synth: ${String(pack.rules)} were applied, ${String(pack.resources)} resources looked at.`,
          ),
        })),
        duties(model),
      ].filter((component) => component !== undefined),
      'back-matter': filled({ resources: templateResources(model) }),
    }),
  };
}

/** The app as a whole: everything that it does something of. */
function app(model: EvidenceModel): JsonObject {
  const key = ['app', ...zoneNames(model)];
  return filled({
    uuid: uuid(...key),
    type: 'software',
    title: 'HIPAA landing zone',
    description: line(
      `AWS CDK app that makes zone ${model.config.name} in account ${model.config.account}, ${model.config.region}.`,
    ),
    'control-implementations': implementations(
      key,
      ours(model).map((control) =>
        requirement(key, control, {
          description: control.mechanisms.map(mechanismText).join('\n\n'),
        }),
      ),
    ),
  });
}

/** A stack: what of the controls stands in its template. */
function service(model: EvidenceModel, stack: EvidenceStack): JsonObject {
  const key = ['stack', ...zoneNames(model), stack.id];
  const isHere = ({ resources }: JudgedMechanism): boolean =>
    resources.some((resource) => resource.stack === stack.name);
  const links = [{ href: `#${templateUuid(model, stack)}`, rel: 'reference' }];
  return filled({
    uuid: stackUuid(model, stack.name),
    type: 'service',
    title: line(`Stack ${stack.name}`),
    description: line(`What CloudFormation makes of the template of stack ${stack.id}.`),
    links,
    'control-implementations': implementations(
      key,
      ours(model)
        .filter(({ mechanisms }) => mechanisms.some(isHere))
        .map((control) => {
          const description = control.mechanisms.filter(isHere).map(mechanismText).join('\n\n');
          return requirement(key, control, { description, links });
        }),
    ),
  });
}

/** What people do: listed so that it is not forgotten, and shown by nothing here. */
function duties(model: EvidenceModel): JsonObject | undefined {
  const key = ['duties', ...zoneNames(model)];
  const controls = model.controls.filter((control) => control.duties.length > 0);
  if (controls.length === 0) return undefined;
  return filled({
    uuid: uuid(...key),
    type: 'process-procedure',
    title: 'What the customer does',
    description: line('Duties of the customer. Nothing in this pack shows that they are done.'),
    'control-implementations': implementations(
      key,
      controls.map((control) => ({
        uuid: uuid(...key, control.oscalId),
        'control-id': control.oscalId,
        description: control.duties
          .map((duty) => line(`${duty.does} Keeps: ${duty.keeps}`))
          .join('\n\n'),
        props: [prop('control-origination', 'customer-provided')],
      })),
    ),
  });
}

function implementations(
  key: readonly string[],
  requirements: readonly JsonObject[],
): readonly JsonObject[] {
  if (requirements.length === 0) return [];
  return [
    {
      uuid: uuid('implementation', ...key),
      source: CATALOG_HREF,
      description: line('45 CFR part 164, subparts C and D'),
      'implemented-requirements': requirements,
    },
  ];
}

function requirement(
  key: readonly string[],
  control: JudgedControl,
  {
    description,
    links = [],
  }: { readonly description: string; readonly links?: readonly JsonObject[] },
): JsonObject {
  const implementation = implementationOf(control);
  return filled({
    uuid: uuid(...key, control.oscalId),
    'control-id': control.oscalId,
    description,
    props: [
      ...(implementation === undefined ? [] : [prop('implementation-status', implementation)]),
      prop('control-origination', ORIGINATION[control.doneBy]),
      prop('status', control.status),
      ...control.mechanisms
        .filter(({ left }) => left !== '')
        .map(({ id }) => ({ ...prop('mechanism-status', 'alternative'), class: id })),
    ],
    links,
  });
}
