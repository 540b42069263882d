/** What a text looks like that nobody should be able to read. Says the kind only, never the text. */
export type SecretKind =
  | 'an AWS access key id'
  | 'a private key'
  | 'a connection string with a password'
  | 'a dynamic reference, which is resolved at deploy and lies in clear text'
  | 'a long random text';

const PATTERNS: readonly (readonly [SecretKind, RegExp])[] = [
  ['a dynamic reference, which is resolved at deploy and lies in clear text', /\{\{\s*resolve:/],
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
  ['an AWS access key id', /(?<![A-Za-z0-9])A[KS]IA[A-Z0-9]{16}(?![A-Za-z0-9])/],
  ['a private key', /-----BEGIN (?!CERTIFICATE|PUBLIC KEY|RSA PUBLIC KEY)[A-Z0-9 ]+-----/],
  ['a connection string with a password', /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:[^\s/@]+@/i],
  ['a connection string with a password', /\b(?:password|passwd|pwd)\s*=\s*[^\s;&]+/i],
];

/** Random base64 of 32 characters has about 4.6 bits a character; words, hashes and ids have less. */
const RANDOM_LENGTH = 32;
const RANDOM_BITS = 4.3;

/** Kinds of secret that a text looks like. */
export function secretsIn(text: string): readonly SecretKind[] {
  const known = PATTERNS.filter(([, pattern]) => pattern.test(text)).map(([kind]) => kind);
  const kinds: readonly SecretKind[] =
    known.length === 0 && hasRandomText(text) ? ['a long random text'] : known;
  return [...new Set(kinds)];
}

/** Whether a name says that its value is a secret: `DB_PASSWORD`, `/hlz/mercy/api-key`. */
export function namesASecret(name: string): boolean {
  return /secret|passw(?:or)?d|passphrase|token|api[^A-Za-z0-9]?key|private[^A-Za-z0-9]?key|credential/i.test(
    name,
  );
}

function hasRandomText(text: string): boolean {
  // ARNs and URLs are made of names; a public key or certificate may be read by all.
  if (text.includes('-----BEGIN ')) return false;
  return text
    .replaceAll(/\b(?:arn:[\w-]+:|https?:\/\/)[^\s"',]+/g, ' ')
    .split(/[^A-Za-z0-9+/=_]+/)
    .some(
      (word) =>
        word.length >= RANDOM_LENGTH &&
        /[a-z]/.test(word) &&
        /[A-Z]/.test(word) &&
        /\d/.test(word) &&
        bitsPerCharacter(word) >= RANDOM_BITS,
    );
}

/** Shannon entropy. */
function bitsPerCharacter(word: string): number {
  const counts = new Map<string, number>();
  for (const character of word) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()]
    .map((count) => count / word.length)
    .reduce((bits, share) => bits - share * Math.log2(share), 0);
}
