/** Parts of a run, in their order. */
export const PARTS = ['ledger', 'people', 'faults', 'hostile', 'update'] as const;
export type Part = (typeof PARTS)[number];

export function isPart(name: string): name is Part {
  return PARTS.some((part) => part === name);
}
