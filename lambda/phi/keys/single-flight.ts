/**
 * Lets callers who want the same thing at the same time share one attempt. Its failure is theirs;
 * whoever comes later tries anew.
 */
export function singleFlight<T>(): (name: string, attempt: () => Promise<T>) => Promise<T> {
  const underWay = new Map<string, Promise<T>>();
  return async (name, attempt) => {
    const shared = underWay.get(name);
    if (shared !== undefined) return shared;
    const own = attempt().finally(() => underWay.delete(name));
    underWay.set(name, own);
    return own;
  };
}
