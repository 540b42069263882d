const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');

const TESTS = join(__dirname, '..');

/** Test files of more than three seconds, the longest first. */
const LONG = [
  'app.test.ts',
  'compliance/gate.test.ts',
  'weakenings/weakenings.test.ts',
  'lambda/ledger/model/model.test.ts',
  'evidence/page/browser.test.ts',
  'stacks/data-stack.test.ts',
  'cost/cost-page.test.ts',
  'evidence/inventories/inventories.test.ts',
  'controls/judge.test.ts',
  'lambda/phi/keys/model.test.ts',
  'lambda/phi/backfill/engine.test.ts',
  'ledger/verify/tamper.test.ts',
  'phi/backfill/backfill.test.ts',
  'config/resolve.properties.test.ts',
  'bootstrap/execution-policy.test.ts',
  'ledger/verify/fuzz.test.ts',
].map((file) => join(TESTS, file));

const gone = LONG.filter((file) => !existsSync(file));
if (gone.length > 0)
  throw new Error(`test/support/sequencer.cjs names ${gone.join(', ')}: not there`);

/**
 * On a machine that has not run the tests before, jest takes a small file for a short one: one that
 * takes ten seconds then runs last, with the other core idle.
 */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => (LONG.includes(path) ? LONG.indexOf(path) : LONG.length);
    // oxlint-disable-next-line unicorn/no-array-sort -- That of jest, not of an array.
    return super.sort(tests).toSorted((one, other) => rank(one) - rank(other));
  }
};
