import type { JudgedControl } from '../../controls/judged';
import type { EvidenceModel } from '../model';
import { objectiveId, statementId } from './references';
import type { JsonObject } from './words';
import { filled, label, line, metadata, prop, uuid } from './words';

/** Titles of the sections, as the eCFR has them. */
const SECTIONS: Readonly<Record<string, string>> = {
  '164.306': 'Security standards: General rules',
  '164.308': 'Administrative safeguards',
  '164.310': 'Physical safeguards',
  '164.312': 'Technical safeguards',
  '164.314': 'Organizational requirements',
  '164.316': 'Policies and procedures and documentation requirements',
  '164.402': 'Definitions',
  '164.404': 'Notification to individuals',
  '164.406': 'Notification to the media',
  '164.408': 'Notification to the Secretary',
  '164.410': 'Notification by a business associate',
  '164.412': 'Law enforcement delay',
  '164.414': 'Administrative requirements and burden of proof',
};

/** The rules as controls, one a citation. What they ask is told in words of ours. */
export function catalog(model: EvidenceModel): JsonObject {
  const sections = [...new Set(model.controls.map(sectionOf))];
  return {
    catalog: filled({
      uuid: uuid('catalog', model.source.version),
      metadata: {
        ...metadata('HIPAA Security Rule and Breach Notification Rule, 45 CFR part 164', model),
        remarks: line(
          'Statements are paraphrases by this project, not the text of the regulation: that is at the eCFR, to which each control links. Objectives say what a HIPAA landing zone does of a control, which may be less than all of it.',
        ),
      },
      groups: sections.map((section) => ({
        id: `s${section}`,
        title: line(`${section} ${SECTIONS[section] ?? ''}`),
        props: [label(section)],
        controls: model.controls.filter((control) => sectionOf(control) === section).map(control),
      })),
    }),
  };
}

function control(control: JudgedControl): JsonObject {
  const { oscalId, citation, title, type, ruleVersion, asks, mechanisms, note } = control;
  return {
    id: oscalId,
    class: 'hipaa',
    title: line(title),
    props: [label(citation), prop('type', type), prop('rule-version', ruleVersion)],
    links: [{ href: ecfr(citation), rel: 'reference', text: line(`45 CFR ${citation}`) }],
    parts: [
      filled({
        id: statementId(control),
        name: 'statement',
        prose: line(asks),
        parts:
          note === undefined
            ? []
            : [{ id: `${oscalId}_smt.note`, name: 'item', title: 'Note', prose: line(note) }],
      }),
      ...(mechanisms.length === 0
        ? []
        : [
            {
              id: objectiveId(control),
              name: 'assessment-objective',
              title: 'What the zone does',
              prose: mechanisms.map(({ says }) => line(says)).join('\n\n'),
            },
          ]),
    ],
  };
}

function sectionOf({ citation }: Pick<JudgedControl, 'citation'>): string {
  return /^\d+\.\d+/.exec(citation)?.[0] ?? citation;
}

/** Where the text of a paragraph stands; of its section where it has no paragraph of its own. */
export function ecfr(citation: string): string {
  const section = sectionOf({ citation });
  const page = `https://www.ecfr.gov/current/title-45/section-${section}`;
  return /^[\d.]+(?:\([A-Za-z0-9]+\))+$/.test(citation) ? `${page}#p-${citation}` : page;
}
