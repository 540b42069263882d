/** Encrypts a column, slice by slice. */
export async function handler(): Promise<never> {
  return Promise.reject(new TypeError('phi-backfill is not there yet'));
}
