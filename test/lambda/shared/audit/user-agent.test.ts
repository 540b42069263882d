import fc from 'fast-check';
import { shortUserAgent, USER_AGENT } from '../../../../lambda/shared/audit/user-agent';

test.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
    'Chrome/131 on Windows',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.2903.51',
    'Edge/131 on Windows',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
    'Safari/18 on iOS',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 14.7; rv:132.0) Gecko/20100101 Firefox/132.0',
    'Firefox/132 on macOS',
  ],
  [
    'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.6778.39 Mobile Safari/537.36',
    'Chrome/131 on Android',
  ],
  ['aws-sdk-js/3.1143.0 ua/2.1 os/linux#6.1 lang/js md/nodejs#24.1.0', 'aws-sdk-js/3 on Linux'],
  ['Boto3/1.35.60 md/Botocore#1.35.60', 'boto/1'],
  ['curl/8.5.0', 'curl/8'],
  ['node', 'node'],
  ['', 'other'],
  ['patient Jane Doe 123-45-6789 dob 1980-01-02', 'other'],
  ['Chrome/123-45-6789', 'Chrome/123'],
])('shortens %j to %j', (header, short) => {
  expect(shortUserAgent(header)).toBe(short);
});

test('makes of any header one that the event takes, whatever a client writes', () => {
  const tokens = fc.constantFrom(
    'Chrome/',
    'Version/9 Safari/',
    'Windows',
    'iPhone',
    '123-45-6789',
    ' ',
    '\n',
    '9999999999',
  );
  const header = fc.oneof(
    fc.string(),
    fc.array(tokens).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(header, (text) => {
      const short = shortUserAgent(text);
      expect(short).toMatch(new RegExp(USER_AGENT));
      expect(short.length).toBeLessThanOrEqual(48);
    }),
    { numRuns: 1000 },
  );
});
