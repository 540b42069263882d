import type { DirectoryEntry } from '../../../../lambda/identity/directory-entry';
import { newEntry } from '../../../../lambda/identity/directory-changes';

/** Made-up people. */

export const NURSE: DirectoryEntry = newEntry({
  user: 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee',
  tenant: 'mercy',
  role: 'nurse',
  departments: ['cardiology'],
  timeZone: 'America/New_York',
  shift: 'rotating',
});

export const PATIENT: DirectoryEntry = newEntry({
  user: 'cccccccc-bbbb-4ccc-8ddd-eeeeeeeeeeee',
  tenant: 'mercy',
  role: 'patient',
  departments: [],
  timeZone: 'UTC',
  ownRecord: 'AAAAAAAAAAAAAAAAAAAAAA',
});
