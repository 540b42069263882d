import { consoleLogger } from '../../../lambda/shared/log';

describe('consoleLogger', () => {
  afterEach(() => jest.restoreAllMocks());

  test.each(['info', 'warn', 'error'] as const)(
    '%s writes one object, which Lambda logs as JSON',
    (level) => {
      const write = jest.spyOn(console, level).mockImplementation(() => {});
      consoleLogger[level]('setting-applied', { changed: ['a'], attempt: 2 });
      expect(write.mock.calls).toEqual([
        [{ event: 'setting-applied', changed: ['a'], attempt: 2 }],
      ]);
    },
  );
});
