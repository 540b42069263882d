import type { Checklist } from './checklist';

/** What people must have done, list by list. */
export const CHECKLISTS: readonly Checklist[] = [];
