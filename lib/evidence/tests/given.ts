/** What nobody must read into results of tests. */
export const GIVEN =
  'Test results are given by whoever made the pack: nothing here ties them to this commit.';

/** The same, in a cell of a table. */
export const GIVEN_BY = 'given by whoever made the pack';
