/** What is kept beside, of an addressable specification. */
export const DECISION =
  'Where you do it otherwise or not at all: the written decision, with why it is reasonable and appropriate (164.306(d)(3)).';
