/** Answers what the API document gives to phi-api. */
export async function handler(): Promise<never> {
  return Promise.reject(new TypeError('phi-api is not there yet'));
}
