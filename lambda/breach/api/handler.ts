/** Not written yet: whoever owns it puts it here. */
export function handler(): Promise<never> {
  return Promise.reject(new Error('breach-api is not written yet'));
}
