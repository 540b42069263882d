import type { JudgedControl } from '../../controls/judged';
import type { EvidenceModel } from '../model';
import { objectiveId, ours, packUuid, stackUuid, testsUuid } from './references';
import type { JsonObject } from './words';
import { filled, line, metadata, uuid, zoneNames } from './words';

/** What is looked at, and with what: each synth does it again. */
export function assessmentPlan(model: EvidenceModel): JsonObject {
  const ssp = uuid('system security plan', ...zoneNames(model));
  const { ledger, zone } = model;
  const tools = [
    ...ledger.packs.map(({ name, version }) =>
      component(packUuid(model, name), 'validation', `${name} ${version}`, 'Rules on templates.'),
    ),
    component(testsUuid(model), 'software', 'Tests of this project', 'Run by its authors.'),
  ];
  return {
    'assessment-plan': filled({
      uuid: uuid('assessment plan', ...zoneNames(model)),
      metadata: metadata(`HIPAA landing zone ${model.config.name}: what is checked`, model),
      'import-ssp': {
        href: `#${ssp}`,
        remarks: line('The customer writes the system security plan. This pack holds none.'),
      },
      'local-definitions': filled({
        components: zone.stacks.map(({ name }) =>
          component(
            stackUuid(model, name),
            'service',
            `Stack ${name}`,
            'As its template says, not as it was deployed.',
          ),
        ),
      }),
      'reviewed-controls': reviewed(
        ours(model),
        model.controls,
        'What templates and tests can show: no setting of a running account, and no act of a person.',
      ),
      'assessment-subjects': [
        {
          type: 'component',
          description: line('The templates of every stack of the zone.'),
          'include-all': {},
        },
      ],
      'assessment-assets': {
        components: tools,
        'assessment-platforms': [
          {
            uuid: uuid('platform', ...zoneNames(model)),
            title: 'The synth',
            'uses-components': tools.map((tool) => ({ 'component-uuid': tool['uuid'] ?? '' })),
          },
        ],
      },
      'back-matter': {
        resources: [
          {
            uuid: ssp,
            title: 'System security plan',
            description: line('To be written by the customer; not part of this pack.'),
          },
        ],
      },
    }),
  };
}

/**
 * These controls, and of each what the zone does.
 *
 * @param all every control of the catalog: none is said as all but all, since a list has an entry or more
 */
export function reviewed(
  controls: readonly JudgedControl[],
  all: readonly JudgedControl[],
  description: string,
): JsonObject {
  const ids = (of: readonly JudgedControl[]): readonly JsonObject[] =>
    of.map(({ oscalId }) => ({ 'control-id': oscalId }));
  const objectives = controls.map((control) => ({ 'objective-id': objectiveId(control) }));
  return filled({
    description: line(description),
    'control-selections': [
      controls.length > 0
        ? { 'include-controls': ids(controls) }
        : filled({ 'include-all': {}, 'exclude-controls': ids(all) }),
    ],
    'control-objective-selections':
      objectives.length > 0 ? [{ 'include-objectives': objectives }] : [],
  });
}

function component(id: string, type: string, title: string, description: string): JsonObject {
  return {
    uuid: id,
    type,
    title: line(title),
    description: line(description),
    status: { state: 'operational' },
  };
}
