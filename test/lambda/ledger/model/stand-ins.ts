import { hash } from 'node:crypto';

/**
 * What the model puts in place of gzip and Ed25519, which cost most of a schedule and have tests of
 * their own: the bytes themselves under a mark, and a hash.
 */
const MARK = Buffer.from('stand-in for gzip\n');

export function pack(bytes: Uint8Array): Buffer {
  return Buffer.concat([MARK, bytes]);
}

export function unpack(bytes: Buffer): Buffer {
  if (!bytes.subarray(0, MARK.length).equals(MARK)) throw new Error('not packed');
  return bytes.subarray(MARK.length);
}

export function signatureOf(message: Uint8Array): Buffer {
  return Buffer.from(hash('sha256', message, 'binary'), 'latin1');
}

const MOST_REMEMBERED = 50_000;

/** The same pure function, which gives an answer again without working it out again. */
export function remembering<Input, Output>(
  work: (input: Input) => Output,
  keyOf: (input: Input) => string,
): (input: Input) => Output {
  const answers = new Map<string, Output>();
  return (input) => {
    const key = keyOf(input);
    const known = answers.get(key);
    if (known !== undefined) return known;
    if (answers.size > MOST_REMEMBERED) answers.clear();
    const answer = work(input);
    answers.set(key, answer);
    return answer;
  };
}
