import type { JudgedControl } from '../../controls/judged';
import type { EvidenceModel } from '../model';
import { sectionOf, sectionTitle } from '../page/words';
import { objectiveId, statementId } from './references';
import type { JsonObject } from './words';
import { filled, label, line, metadata, prop, uuid } from './words';

/** The rules as controls, one a citation. What they ask is told in words of ours. */
export function catalog(model: EvidenceModel): JsonObject {
  const sections = [...new Set(model.controls.map(({ citation }) => sectionOf(citation)))];
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
        title: line(`${section} ${sectionTitle(section)}`),
        props: [label(section)],
        controls: model.controls
          .filter(({ citation }) => sectionOf(citation) === section)
          .map(controlOf),
      })),
    }),
  };
}

function controlOf(control: JudgedControl): JsonObject {
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

/** Where the text of a paragraph stands; of its section where it has no paragraph of its own. */
export function ecfr(citation: string): string {
  const page = `https://www.ecfr.gov/current/title-45/section-${sectionOf(citation)}`;
  return /^[\d.]+(?:\([A-Za-z0-9]+\))+$/.test(citation) ? `${page}#p-${citation}` : page;
}
