import type { Control, Mechanism } from './control';
import { whyWeak } from './weak-citations';

/** https://pages.nist.gov/OSCAL/reference/datatypes/#token */
const TOKEN = /^(\p{L}|_)(\p{L}|\p{N}|[.\-_])*$/u;

/** What is wrong with a table of controls, in sentences; empty when nothing is. */
export function lintControls(controls: readonly Control[]): readonly string[] {
  return [
    ...repeated(controls.map(({ citation }) => citation)).map(
      (citation) => `${citation} has more than one row. Merge them.`,
    ),
    ...repeated(controls.map(({ oscalId }) => oscalId)).map(
      (id) => `${id} is the OSCAL id of more than one row. Give each its own.`,
    ),
    ...controls.flatMap((control) =>
      problemsOf(control).map((problem) => `${control.citation} ${problem}`),
    ),
  ];
}

function problemsOf(control: Control): readonly string[] {
  const { citation, doneBy, oscalId, mechanisms, duties } = control;
  const ours = doneBy === 'code' || doneBy === 'shared';
  const theirs = doneBy === 'customer' || doneBy === 'shared';
  return [
    ...(TOKEN.test(oscalId) ? [] : [`has the OSCAL id ${oscalId}, which is no token.`]),
    ...(ours && mechanisms.length === 0
      ? [`is done by ${doneBy} and has no mechanism. Name what implements it, or say who does.`]
      : []),
    ...(!ours && mechanisms.length > 0
      ? [`is done by ${doneBy} and has a mechanism. Make it shared, or take that away.`]
      : []),
    ...(theirs && duties.length === 0
      ? [`is done by ${doneBy} and has no duty. Say what the customer does.`]
      : []),
    ...repeated(mechanisms.map(({ id }) => id)).map(
      (id) => `has more than one mechanism ${id}. Give each its own id.`,
    ),
    ...mechanisms.flatMap((mechanism) => [
      ...emptyPartsOf(mechanism),
      ...mechanism.checks.flatMap((rule) => {
        const reason = whyWeak(rule, citation);
        return reason === undefined
          ? []
          : [`counts ${rule} in ${mechanism.id}, a weak citation. ${reason}`];
      }),
    ]),
  ];
}

function emptyPartsOf({ id, resources, checks, tests }: Mechanism): readonly string[] {
  return [
    ...(TOKEN.test(id) ? [] : [`has a mechanism ${id}, which is no token.`]),
    ...(resources.length + tests.length === 0
      ? [`has nothing that exists for ${id}. Name a resource or a test.`]
      : []),
    ...(checks.length + tests.length === 0
      ? [`has nothing that shows ${id}. Name a rule or a test.`]
      : []),
    ...(checks.length > 0 && tests.length > 0
      ? [
          `shows ${id} by rules and by tests. Split it: tests that were not run would hide behind rules.`,
        ]
      : []),
    // A rule judges resources: with none it could judge nothing.
    ...(checks.length > 0 && resources.length === 0
      ? [`has rules of ${id} and no resource that they could judge. Name it.`]
      : []),
  ];
}

function repeated(values: readonly string[]): readonly string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
