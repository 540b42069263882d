import { aroundErrors, firstFailure, isTrouble } from './around-errors';

const BEGAN = 1000;

function log(...texts: readonly string[]) {
  return texts.map((text, index) => ({ time: BEGAN + index, text }));
}

describe('around the errors of a function', () => {
  it('stands nothing where it has not erred since', () => {
    const before = [{ time: BEGAN - 1, text: 'TypeError: earlier' }];
    expect(aroundErrors([...before, ...log('START RequestId: 1', 'fine')], BEGAN)).toBeUndefined();
  });

  it('stands what came right before and after', () => {
    const lines = log(
      'START RequestId: 1',
      'one',
      'two',
      'three',
      'TypeError: x',
      '  at y',
      'END x',
    );
    expect(aroundErrors(lines, BEGAN)).toEqual({
      errors: 1,
      since: BEGAN + 4,
      lines: ['two', 'three', 'TypeError: x', '  at y'],
    });
  });

  it('stand the first and the last of many, and no line twice', () => {
    const many = Array.from({ length: 100 }, (_, index) => [
      `line ${index}`,
      `RangeError: ${index}`,
    ]);
    const found = aroundErrors(log(...many.flat()), BEGAN);
    expect(found?.errors).toBe(100);
    expect(found?.lines.slice(0, 2)).toEqual(['line 0', 'RangeError: 0']);
    expect(found?.lines.slice(-2)).toEqual(['line 99', 'RangeError: 99']);
    expect(new Set(found?.lines).size).toBe(found?.lines.length);
    expect(found?.lines.length).toBeLessThan(25);
  });

  it('is short, and names no folder of the emulator', () => {
    const at = 'at f (file:///a/tmp/ministack-lambda-x/code/index.mjs:37:1)';
    const [first, second = ''] =
      aroundErrors(log(`Error: ${'x'.repeat(5000)}`, at), BEGAN)?.lines ?? [];
    expect(first?.length).toBeLessThan(400);
    expect(second).toBe('at f (index.mjs:37:1)');
  });

  it.each(['2026 Task timed out after 3.00 seconds', 'Error: Runtime exited', 'FooException: no'])(
    'is an error: %s',
    (text) => expect(aroundErrors(log(text), BEGAN)?.errors).toBe(1),
  );
});

describe('of the events of stacks', () => {
  const event = (time: number, status: string, reason = '') => ({
    time,
    status,
    reason,
    stack: 'hlz-x-keys',
    what: 'AWS::KMS::Key Phi',
  });

  it('the first failure is told, and how many came of it', () => {
    const events = [
      event(BEGAN + 9, 'DELETE_FAILED', 'later'),
      event(BEGAN + 5, 'CREATE_FAILED', 'Resource creation cancelled'),
      event(BEGAN + 6, 'CREATE_FAILED', 'the cause'),
      event(BEGAN + 7, 'ROLLBACK_IN_PROGRESS'),
      event(BEGAN - 1, 'CREATE_FAILED', 'of an earlier step'),
    ];
    expect(firstFailure(events, BEGAN)).toEqual({ first: events[2], others: 1 });
  });

  it('none is told where none failed', () => {
    expect(firstFailure([event(BEGAN, 'CREATE_COMPLETE')], BEGAN)).toBeUndefined();
  });
});

it('tells trouble of the emulator by its time', () => {
  const since = new Date('2026-11-26T21:10:09').getTime();
  expect(isTrouble('2026-11-26 21:10:09 ERROR [kms] no', since)).toBe(true);
  expect(isTrouble('2026-11-26 21:10:08 ERROR [kms] no', since)).toBe(false);
  expect(isTrouble('2026-11-26 21:10:10 INFO [kms] yes', since)).toBe(false);
  expect(isTrouble('  File "x.py", line 3', since)).toBe(false);
});
