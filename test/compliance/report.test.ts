import { causesOf, pluginReport } from '../../lib/compliance/report';
import type { Place } from '../../lib/compliance/report';

const place = (path: string, acknowledged = false): Place => ({
  path,
  acknowledged,
  resource: { constructPath: path, locations: [] },
});
const CAUSE = { ruleName: 'P-R', description: 'Bad.' };

it('says one cause once, and names its other resources', () => {
  const { success, violations } = pluginReport([
    { ...CAUSE, places: [place('A'), place('B'), place('C')] },
  ]);
  expect(success).toBe(false);
  expect(violations).toEqual([
    {
      ruleName: 'P-R',
      description: 'Bad. (also B, C)',
      // CDK prints no id to acknowledge it with.
      severity: 'fatal',
      violatingResources: [{ constructPath: 'A', locations: [] }],
    },
  ]);
});

it('names ten others, and counts the rest', () => {
  const paths = Array.from({ length: 13 }, (_, index) => `P${index}`);
  const { violations } = pluginReport([{ ...CAUSE, places: paths.map((path) => place(path)) }]);
  expect(violations[0]?.description).toBe(
    'Bad. (also P1, P2, P3, P4, P5, P6, P7, P8, P9, P10 and 2 more)',
  );
});

it('leaves what is acknowledged to CDK, which moves it out of what it prints', () => {
  const { violations } = pluginReport([
    { ...CAUSE, fix: 'Mend it.', places: [place('A', true), place('B'), place('C', true)] },
  ]);
  expect(
    violations.map(({ severity, description, fix, violatingResources }) => [
      severity,
      description,
      fix,
      violatingResources.map(({ constructPath }) => constructPath),
    ]),
  ).toEqual([
    ['error', 'Bad.', 'Mend it.', ['A', 'C']],
    ['fatal', 'Bad.', 'Mend it.', ['B']],
  ]);
});

it('finds nothing in nothing', () => {
  expect(pluginReport([])).toEqual({ success: true, violations: [] });
});

it('takes the same rule with the same words for one cause', () => {
  expect(
    causesOf([
      { ...CAUSE, place: place('A') },
      { ...CAUSE, description: 'Worse.', place: place('B') },
      { ...CAUSE, place: place('C') },
    ]),
  ).toEqual([
    { ...CAUSE, places: [place('A'), place('C')] },
    { ...CAUSE, description: 'Worse.', places: [place('B')] },
  ]);
});
