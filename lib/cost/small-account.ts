import type { Usage } from './estimate';

/**
 * A month of what watches a small account: a production zone with a few functions and users. The
 * numbers are to show which of them weighs, not what yours will be.
 */
export const SMALL_ACCOUNT: readonly Usage[] = [
  // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/insights-events-costs.html
  {
    price: 'trailInsights',
    quantity: 3.3,
    basis: "AWS's example: 300,000 events, of which the 30,000 that write are analyzed twice",
  },
  { price: 'trailData', quantity: 20, basis: 'assumed: 2 million reads, writes and calls' },
  {
    price: 'logs',
    quantity: 3.5,
    basis: 'assumed: those 2.3 million events of 1.5 KB in the log group of the trail',
  },
  { price: 'metric', quantity: 5, basis: 'assumed: a fifth of the filters find something' },
  { price: 'configItems', quantity: 1.5, basis: 'assumed: 50 changes a day' },
  {
    price: 'configEvaluations',
    quantity: 7,
    basis: 'assumed: two rules for each change, and 130 periodic ones a day',
  },
  { price: 'hubChecks', quantity: 15, basis: 'assumed: 500 pairs of control and resource a day' },
  { price: 'guardDutyEvents', quantity: 0.3, basis: 'those 300,000 events' },
  { price: 'guardDutyObjects', quantity: 1.5, basis: 'assumed: of the 2 million' },
  { price: 'guardDutyLogs', quantity: 5, basis: 'assumed' },
  { price: 'guardDutyLambda', quantity: 1, basis: 'assumed' },
  {
    price: 'guardDutyDatabase',
    quantity: 2,
    basis: 'of db.m7g.large; assumed that a standby does not count',
  },
  { price: 'malwareData', quantity: 10, basis: 'assumed' },
  { price: 'malwareObjects', quantity: 10, basis: 'assumed: objects of 1 MB' },
  { price: 'macieObjects', quantity: 10, basis: 'assumed: a million objects in all buckets' },
  { price: 'macieData', quantity: 5, basis: 'assumed: samples of automated discovery' },
  { price: 'apiCalls', quantity: 2, basis: 'assumed: 200 people, 450 calls a working day' },
  { price: 'webAclRequests', quantity: 2, basis: 'those 2 million' },
  { price: 'activeUsers', quantity: 200, basis: 'those 200 people' },
  { price: 'tableWrites', quantity: 4, basis: 'a session and a count of calls for each of them' },
  {
    price: 'tableReads',
    quantity: 10,
    basis: 'assumed: five for each, of account, care team, restrictions and broken glasses',
  },
];
