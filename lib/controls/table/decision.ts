/** What is kept beside, of an addressable specification. */
export const DECISION =
  'Where you do it otherwise or not at all: the written decision, with why the specification is not reasonable and appropriate for you, and what you do instead (164.306(d)(3)).';
