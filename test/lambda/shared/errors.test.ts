import { ZoneError, describeError, errorChain } from '../../../lambda/shared/errors';

class SampleError extends ZoneError {
  override readonly name = 'SampleError';
}

describe('errors', () => {
  test('a typed error keeps its name and its cause', () => {
    const cause = new Error('root');
    const error = new SampleError('it failed', { cause });
    expect(error.name).toBe('SampleError');
    expect(error.cause).toBe(cause);
    expect(errorChain(error)).toBe('SampleError: it failed <- Error: root');
  });

  test.each([
    [undefined, { name: 'Thrown', message: 'undefined' }],
    ['text', { name: 'Thrown', message: 'text' }],
    [null, { name: 'Thrown', message: 'null' }],
    [{}, { name: 'Error', message: '' }],
    [
      { name: 'TypeError', message: 'fetch failed' },
      { name: 'TypeError', message: 'fetch failed' },
    ],
  ])('describes %p, whatever was thrown', (thrown, text) => {
    expect(describeError(thrown)).toEqual(text);
  });

  test('a chain of causes ends, also when it is a circle', () => {
    const circle: { name: string; message: string; cause?: unknown } = { name: 'A', message: 'a' };
    circle.cause = circle;
    expect(errorChain(circle)).toBe(Array.from({ length: 5 }, () => 'A: a').join(' <- '));
    expect(errorChain({ name: 'OnlyAName' })).toBe('OnlyAName');
  });
});
