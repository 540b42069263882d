/** Values by name, of which at most so many are kept: the one that was not used for longest goes first. */
export interface Lru<V> {
  get(name: string): V | undefined;
  set(name: string, value: V): void;
  /** Forgets all of which this is so. */
  drop(isOver: (value: V) => boolean): void;
}

export function createLru<V>(most: number): Lru<V> {
  // A Map keeps the order of insertion.
  const values = new Map<string, V>();
  const set = (name: string, value: V): void => {
    values.delete(name);
    values.set(name, value);
    const [oldest] = values.keys();
    if (values.size > most && oldest !== undefined) values.delete(oldest);
  };
  return {
    get(name) {
      const value = values.get(name);
      if (value !== undefined) set(name, value);
      return value;
    },
    set,
    drop(isOver) {
      for (const [name, value] of values) {
        if (isOver(value)) values.delete(name);
      }
    },
  };
}
