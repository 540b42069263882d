import { ourDiscovery } from '../clocks/discovery';
import { individualsDone, substituteRoute } from '../clocks/done';
import { HHS_AT_ONCE } from '../clocks/dues';
import { couldBeMore, mediaStates } from '../clocks/residents';
import type { Counts, Notice } from '../register/incident';
import type { PhiKind } from '../vocabulary';
import type { Missing, NoticeInput } from './draft';
import type { PhiGroup } from './hhs-form';
import {
  ACTIONS_TAKEN,
  BREACH_LOCATIONS,
  BREACH_TYPES,
  HHS_PHI_KINDS,
  PHI_GROUPS,
  SAFEGUARDS,
} from './hhs-form';
import { MISSING_STATES } from './missing';
import type { HhsField } from './hhs-field';
import { choice, CITATION, day, expected, field } from './hhs-field';
import { JURISDICTION_NAMES } from './words';

/** What is typed into the form of HHS, in its order: 45 CFR 164.408. */
export interface HhsSheet {
  /** An addendum when HHS was told before: then the form asks for the number that it gave. */
  readonly report: 'initial' | 'addendum';
  readonly sections: readonly HhsSection[];
}

export interface HhsSection {
  readonly title: string;
  readonly fields: readonly HhsField[];
}

export function hhsSheet(input: NoticeInput): HhsSheet {
  return {
    report: reported(input) === undefined ? 'initial' : 'addendum',
    sections: [
      { title: 'General', fields: general(input) },
      { title: 'Contact', fields: contact(input) },
      ...businessAssociate(input),
      { title: 'Breach', fields: breach(input) },
      { title: 'Notice of breach and actions taken', fields: actions(input) },
      {
        title: 'Attestation',
        fields: [
          {
            label: 'Name and date',
            value: 'Whoever files it attests in the portal that it is accurate',
          },
        ],
      },
    ],
  };
}

/** What of the sheet is missing: each once, though several fields may ask for it. */
export function sheetMissing({ sections }: HhsSheet): readonly Missing[] {
  const all = sections.flatMap(({ fields }) => fields.flatMap(({ missing }) => missing ?? []));
  return all.filter(({ what }, at) => all.findIndex((other) => other.what === what) === at);
}

/** The first report, once there was one. */
function reported({ incident: { notices } }: NoticeInput): Notice | undefined {
  return notices.find(({ kind }) => kind === 'hhs');
}

function general(input: NoticeInput): readonly HhsField[] {
  const earlier = reported(input);
  return earlier === undefined
    ? [{ label: 'Report type', value: 'Initial Breach Report' }]
    : [
        { label: 'Report type', value: 'Addendum to Previous Report' },
        { label: 'Breach tracking number', value: earlier.evidence },
      ];
}

function contact({ incident, contacts }: NoticeInput): readonly HhsField[] {
  const { organization, entityType, privacyOfficial, postalAddress, tollFree } = contacts;
  return [
    {
      label: 'Filing as',
      value:
        incident.associates.length === 0
          ? 'Covered Entity: the breach was its own'
          : 'Covered Entity: the breach was at a Business Associate',
    },
    { label: 'Name of covered entity', value: organization },
    field(
      'Type of covered entity',
      entityType,
      'the type of covered entity',
      'config: organization.contact.entityType',
    ),
    field(
      'Street address, city, state, ZIP',
      postalAddress,
      'the postal address of the organization',
      'config: organization.contact.postalAddress',
    ),
    { label: 'Point of contact: name', value: privacyOfficial.name },
    { label: 'Point of contact: e-mail', value: privacyOfficial.email },
    field(
      'Point of contact: phone, with area code',
      tollFree,
      'a telephone number',
      'config: organization.contact.tollFree, or type it into the portal',
    ),
  ];
}

function businessAssociate({ incident: { associates } }: NoticeInput): readonly HhsSection[] {
  if (associates.length === 0) return [];
  return [
    {
      title: 'Business associate',
      fields: associates.map(({ associate }) => ({
        label: `Name, address and point of contact of ${associate}`,
        missing: {
          what: `name, address and contact of business associate ${associate}`,
          where: 'your list of business associate agreements: type it into the portal',
          citation: CITATION,
        },
      })),
    },
  ];
}

function breach({ incident }: NoticeInput): readonly HhsField[] {
  const { facts, counts } = incident;
  const discovered = day(ourDiscovery(incident));
  return [
    field(
      'Breach affecting',
      counts === undefined
        ? undefined
        : counts.total >= HHS_AT_ONCE
          ? '500 or More Individuals'
          : 'Fewer Than 500 Individuals',
      'how many persons it concerns',
      'setIncidentCounts: total',
    ),
    field(
      'Breach start date',
      day(facts.breachFrom),
      'the day on which the breach began',
      'describeIncident: breachFrom',
    ),
    field(
      'Breach end date',
      day(facts.breachTo),
      'the day on which the breach ended',
      'describeIncident: breachTo',
    ),
    { label: 'Discovery start date', value: discovered },
    { label: 'Discovery end date', value: discovered },
    field(
      'Approximate number of individuals affected',
      counts === undefined ? undefined : String(counts.total),
      'how many persons it concerns',
      'setIncidentCounts: total',
    ),
    choice('Type of breach', facts.breachType, BREACH_TYPES, 'describeIncident: breachType'),
    choice('Location of breach', facts.location, BREACH_LOCATIONS, 'describeIncident: location'),
    ...phiFields(facts.phiKinds ?? []),
    field(
      'Brief description of the breach',
      facts.description,
      'what happened',
      'describeIncident: description',
    ),
    {
      ...field(
        'Safeguards in place prior to breach',
        facts.safeguards,
        'which safeguards there were before',
        'describeIncident: safeguards',
      ),
      choices: SAFEGUARDS,
    },
  ];
}

function phiFields(kinds: readonly PhiKind[]): readonly HhsField[] {
  if (kinds.length === 0) {
    return [
      field(
        'Type of protected health information',
        undefined,
        'which kinds of PHI were involved',
        'describeIncident: phiKinds',
      ),
    ];
  }
  return PHI_GROUPS.flatMap((group) => {
    const ticked = ticksOf(group, kinds);
    return ticked.length === 0
      ? []
      : [{ label: `Type of protected health information: ${group}`, value: ticked.join('; ') }];
  });
}

function ticksOf(group: PhiGroup, kinds: readonly PhiKind[]): readonly string[] {
  return [
    ...new Set(
      kinds.flatMap((kind) => {
        const [of, tick] = HHS_PHI_KINDS[kind];
        return of === group ? [tick] : [];
      }),
    ),
  ];
}

function actions(input: NoticeInput): readonly HhsField[] {
  const { incident } = input;
  const { facts, counts, notices } = incident;
  const told = notices
    .filter(({ kind }) => kind === 'individuals')
    .map(({ on }) => on)
    .toSorted();
  const goal = input.dues.find(({ clock }) => clock === 'individuals')?.target;
  const route = counts === undefined ? undefined : substituteRoute(counts);
  const done = individualsDone(incident);
  return [
    field(
      'Individual notice provided: start date',
      told[0] === undefined ? expected(goal) : day(told[0]),
      'when the letters go out',
      'recordNotice: kind individuals',
    ),
    field(
      'Individual notice provided: projected or expected end date',
      // Until all are reached the last of them is still to come.
      done === undefined ? expected(goal) : day(told.at(-1) ?? done),
      'when the last letter goes out',
      'recordNotice: kind individuals',
    ),
    field(
      'Was substitute notice required?',
      counts === undefined
        ? undefined
        : route === undefined
          ? 'No'
          : `Yes: ${route === 'posting' ? '10 or more' : 'fewer than 10'} individuals`,
      'how many persons have no good address',
      'setIncidentCounts: unreachable',
    ),
    mediaField(counts),
    {
      ...field(
        'Actions taken in response to breach',
        facts.mitigation,
        'what was done about it',
        'describeIncident: mitigation',
      ),
      choices: ACTIONS_TAKEN,
    },
  ];
}

/** While a State may still turn out to have more than 500 of them, neither yes nor no is true. */
function mediaField(counts: Counts | undefined): HhsField {
  const label = 'Was media notice required?';
  if (counts === undefined) {
    const what = 'how many residents of each State it concerns';
    return field(label, undefined, what, 'setIncidentCounts: byState');
  }
  if (couldBeMore(counts)) return { label, missing: MISSING_STATES };
  const states = mediaStates(counts).map((state) => JURISDICTION_NAMES[state]);
  return { label, value: states.length === 0 ? 'No' : `Yes: ${states.join('; ')}` };
}
