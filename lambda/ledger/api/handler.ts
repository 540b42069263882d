/** In place of the handler until it is here. */
export const handler = async (): Promise<never> => {
  throw new Error('Not here yet.');
};
