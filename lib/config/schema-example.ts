/** Describes a field that has no default; the example stands in problems and in the JSON Schema. */
export const like = (description: string, example: string) => ({
  description,
  examples: [example],
});
