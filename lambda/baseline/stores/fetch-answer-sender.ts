import { ATTEMPT_TIMEOUT_MS } from '../deliver';
import type { AnswerSender } from '../deliver';

/** PUTs the answer with Node's own fetch. */
export const fetchAnswerSender: AnswerSender = {
  async put(url, body) {
    const response = await fetch(url, {
      method: 'PUT',
      // The URL may be signed for an empty content type; fetch would name one for a string.
      headers: { 'content-type': '' },
      body: Buffer.from(body),
      signal: AbortSignal.timeout(ATTEMPT_TIMEOUT_MS),
    });
    await response.arrayBuffer();
    return response.status;
  },
};
