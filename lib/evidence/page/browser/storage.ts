/** What the browser keeps, where it keeps anything at all: it may refuse, or be full. */
export interface Kept {
  readonly read: () => string | undefined;
  /** Whether it was kept. */
  readonly write: (value: string) => boolean;
  readonly forget: () => void;
}

/** A value that is kept under a key. */
export function kept(key: string): Kept {
  const attempt = <T>(act: () => T): T | undefined => {
    try {
      return act();
    } catch {
      return undefined;
    }
  };
  return {
    read: () => attempt(() => localStorage.getItem(key) ?? undefined),
    write: (value) =>
      attempt(() => {
        localStorage.setItem(key, value);
        return true;
      }) ?? false,
    forget: () => {
      attempt(() => localStorage.removeItem(key));
    },
  };
}
