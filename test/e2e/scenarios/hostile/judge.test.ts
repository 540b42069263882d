import { proxyResult } from '../../../../lambda/shared/http/answer';
import { problemAnswer, RequestError } from '../../../../lambda/shared/http/problem';
import { memoryLog } from '../../../lambda/support/memory-log';
import { ajvFor } from '../../../lambda/support/spoilt-bodies';
import { canaryOf } from './bodies/canary';
import { faultsIn, oddFaultsIn } from './judge';
import type { RawAnswer } from './send';

const isProblem = ajvFor('Problem');
const VERDICT = { status: 400, code: 'invalid-body', pointer: '#/why' };

function answer(): RawAnswer {
  const error = new RequestError(400, {
    code: 'invalid-body',
    detail: 'Mend it.',
    errors: [{ pointer: '#/why', detail: 'expected a text.' }],
  });
  const {
    statusCode,
    headers = {},
    body,
  } = proxyResult(problemAnswer(error, { requestId: 'made-up', log: memoryLog() }));
  const small = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
  return {
    status: statusCode,
    headers: Object.fromEntries(small) as Record<string, string>,
    text: body,
  };
}

test('finds nothing wrong with a refusal as it has to be', () => {
  expect(faultsIn(answer(), VERDICT, isProblem)).toEqual([]);
});

const good = answer();
test.each<readonly [string, RawAnswer, string]>([
  ['another status', { ...good, status: 500 }, 'is answered 500, expected 400'],
  ['a success', { ...good, status: 200, text: '{}' }, 'is answered 200, expected 400'],
  ['an echo', { ...good, text: good.text.replace('Mend', canaryOf(3)) }, 'repeats what was sent'],
  [
    'an echo in a header',
    { ...good, headers: { ...good.headers, x: canaryOf(3).toUpperCase() } },
    'repeats what was sent',
  ],
  [
    'no problem',
    { ...good, text: '{"message":"Forbidden"}' },
    'is answered with no problem of RFC 9457',
  ],
  [
    'another type',
    { ...good, headers: { ...good.headers, 'content-type': 'application/json' } },
    'has another content type',
  ],
  [
    'another code',
    { ...good, text: good.text.replaceAll('invalid-body', 'invalid-json') },
    'says invalid-json, expected invalid-body',
  ],
  [
    'another place',
    { ...good, text: good.text.replace('#/why', '#') },
    'finds it at #, expected #/why',
  ],
  [
    'a cache',
    { ...good, headers: { ...good.headers, 'cache-control': 'private' } },
    'lacks Cache-Control',
  ],
  [
    'a cookie',
    { ...good, headers: { ...good.headers, 'set-cookie': 'a=b' } },
    'has a header that none has',
  ],
])('finds %s', (_, bad, fault) => {
  expect(faultsIn(bad, VERDICT, isProblem)).toContain(fault);
});

test.each<readonly [string, RawAnswer, readonly string[]]>([
  ['is answered as it may be', { ...good, status: 200, text: `{"text":"${canaryOf(3)}"}` }, []],
  ['is refused for what the operation finds', good, []],
  ['fails', { ...good, status: 503 }, ['is answered 503 invalid-body']],
  [
    'is answered as no such operation is',
    { ...good, status: 415 },
    ['is answered 415 invalid-body'],
  ],
  [
    'is refused with an echo',
    { ...good, text: good.text.replace('Mend', canaryOf(3)) },
    ['repeats what was sent'],
  ],
  [
    'is refused for a shape that it has not',
    { ...good, text: good.text.replaceAll('invalid-body', 'invalid-json') },
    ['is told invalid-json, and the document takes it'],
  ],
])('an odd body that %s', (_, odd, faults) => {
  expect(oddFaultsIn(odd, [200, 400, 503], isProblem)).toEqual(faults);
});
