import { ACCOUNT } from './aws';

/** The one service that the config of this test names. */
export const SERVICE = {
  name: 'records-office',
  roleArn: `arn:aws:iam::${ACCOUNT}:role/records/records-office`,
  tenant: 'mercy-example',
  may: ['append-audit-events', 'break-glass', 'encrypt'],
} as const;
