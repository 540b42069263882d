import { fetchAnswerSender } from '../../../../lambda/baseline/stores/fetch-answer-sender';
import { withLoopback } from '../../support/loopback';

describe('fetchAnswerSender', () => {
  test('PUTs the body as it is, with no content type: the URL is signed without one', async () => {
    await withLoopback([200], async (origin, received) => {
      const body = JSON.stringify({ Reason: 'größer als erlaubt' });
      await expect(fetchAnswerSender.put(`${origin}/answer?Signature=a%2Bb`, body)).resolves.toBe(
        200,
      );
      expect(received).toMatchObject([{ method: 'PUT', url: '/answer?Signature=a%2Bb', body }]);
      expect(received[0]?.headers['content-type'] ?? '').toBe('');
      expect(received[0]?.headers['content-length']).toBe(String(Buffer.byteLength(body)));
      expect(received[0]?.headers['transfer-encoding']).toBeUndefined();
    });
  });

  test('gives the status of a refusal', async () => {
    await withLoopback([403], async (origin) => {
      await expect(fetchAnswerSender.put(origin, '{}')).resolves.toBe(403);
    });
  });

  test('rejects when nobody listens', async () => {
    let closed = '';
    await withLoopback([200], async (origin) => {
      closed = origin;
    });
    await expect(fetchAnswerSender.put(closed, '{}')).rejects.toThrow('fetch failed');
  });
});
