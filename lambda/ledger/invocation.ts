/** What is used of Lambda's context. */
export interface InvocationContext {
  getRemainingTimeInMillis(): number;
}
