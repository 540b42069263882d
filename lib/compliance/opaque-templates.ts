import type { SynthesizedTemplate } from './templates';

/** Something in a template that no rule sees through. */
export interface OpaquePart {
  readonly path: string;
  /** What it is, such as `Fn::If`. */
  readonly part: string;
}

const OPAQUE_SECTIONS = ['Conditions', 'Transform', 'Mappings'] as const;
const OPAQUE_FUNCTIONS = /"(Fn::If|Fn::FindInMap|Fn::ForEach::\w+|Fn::Transform)":/g;
const NESTED_STACK = 'AWS::CloudFormation::Stack';

/**
 * What depends on the deploy, and what stands in another template. A rule would judge one branch of
 * it, or nothing: the zone needs neither, so the gate takes neither.
 */
export function opaqueParts({
  body,
  stackName,
  subjects,
}: SynthesizedTemplate): readonly OpaquePart[] {
  const sections = OPAQUE_SECTIONS.filter((section) => section in body).map((part) => ({
    path: stackName,
    part,
  }));
  const resources = Object.entries(body.Resources ?? {}).flatMap(([logicalId, resource]) => {
    const path = subjects.get(logicalId)?.path ?? `${stackName}/${logicalId}`;
    const functions = [...JSON.stringify(resource).matchAll(OPAQUE_FUNCTIONS)].map(
      ([, part = '']) => part,
    );
    return [
      ...new Set([
        ...functions,
        ...(resource.Type === NESTED_STACK ? [NESTED_STACK] : []),
        ...('Condition' in resource ? ['Condition'] : []),
      ]),
    ].map((part) => ({ path, part }));
  });
  return [...sections, ...resources];
}
