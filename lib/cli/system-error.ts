/** What the system says no with, in words: errors that a person mends, not us. */
const REFUSALS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied. Look at its permissions, and those of its folder',
  EEXIST: 'it is there already. Name another one, or take it away',
  EISDIR: 'it is a directory, expected a file',
  ELOOP: 'its links go round in a circle',
  ENAMETOOLONG: 'its name is too long',
  ENOENT: 'there is no such file or folder',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of it is a file, expected a folder',
  EPERM: 'the system does not permit it. Look at its permissions, and those of its folder',
  EROFS: 'the disk can only be read',
};

/**
 * Why the system refused a file, with what it calls that: `permission denied. ... (EACCES)`. Nothing
 * when it is another error. By its form: an error of Node.js need not be an `Error` of this realm.
 */
export function refusal(error: unknown): string | undefined {
  const { code, syscall } = partsOf(error);
  if (typeof code !== 'string' || syscall === undefined) return undefined;
  const words = Object.hasOwn(REFUSALS, code) ? REFUSALS[code] : undefined;
  return words === undefined ? undefined : `${words} (${code})`;
}

/** What to tell a person of a file that the system refused; nothing when it is another error. */
export function refusedFile(error: unknown): string | undefined {
  const { path } = partsOf(error);
  const why = refusal(error);
  return typeof path !== 'string' || why === undefined ? undefined : `${path}: ${why}.`;
}

type Parts = Partial<Readonly<Record<'code' | 'path' | 'syscall', unknown>>>;

function partsOf(error: unknown): Parts {
  return typeof error === 'object' && error !== null ? error : {};
}
