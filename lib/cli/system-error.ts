/** What the system said no to, in words: errors that a person mends, not us. */
const REFUSALS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied. Look at its permissions, and those of its folder',
  EEXIST: 'it is there already. Name another one, or take it away',
  EISDIR: 'it is a directory, expected a file',
  ELOOP: 'its links go round in a circle',
  ENAMETOOLONG: 'its name is too long',
  ENOENT: 'there is no such file or folder',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of it is a file, expected a folder',
  ENOTEMPTY: 'it is a folder with something in it',
  EPERM: 'the system does not permit it',
  EROFS: 'the disk can only be read',
};

/**
 * What to tell a person of a file that the system refused; nothing when it is another error.
 * By its form: an error of Node.js need not be an `Error` of this realm.
 */
export function refusedFile(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, path, syscall } = error as Partial<Record<'code' | 'path' | 'syscall', unknown>>;
  if (typeof code !== 'string' || typeof path !== 'string' || syscall === undefined) {
    return undefined;
  }
  const refusal = Object.hasOwn(REFUSALS, code) ? REFUSALS[code] : undefined;
  return refusal === undefined ? undefined : `${path}: ${refusal} (${code}).`;
}
