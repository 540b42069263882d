import { citationsIn } from '../../lib/compliance/evaluation';

describe('citationsIn', () => {
  it.each([
    [
      'Not encrypted - (Control IDs: 164.312(a)(2)(iv), 164.312(e)(2)(ii)).',
      ['164.312(a)(2)(iv)', '164.312(e)(2)(ii)'],
    ],
    ['No logging - (Control ID: 164.312(b)).', ['164.312(b)']],
    ['No logging - (Control IDs: AU-9(2), CP-9d)', ['AU-9(2)', 'CP-9d']],
    ['The S3 Bucket has server access logs disabled.', []],
  ])('reads %s', (message, citations) => {
    expect(citationsIn(message)).toEqual(citations);
  });
});
