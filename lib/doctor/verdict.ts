/** What becomes of a singleton, a quota or a default of the account before a deploy. */
export type Verdict = 'create' | 'existing' | 'off' | 'ok' | 'breaks' | 'ask';
