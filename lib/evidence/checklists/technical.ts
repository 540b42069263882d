import type { Checklist } from '../checklist';
import { item } from './item';

/** 45 CFR 164.312, as far as applications and people do it. */
export const TECHNICAL: Checklist = {
  id: 'technical',
  title: 'Technical safeguards',
  explains:
    'What 45 CFR 164.312 asks of your own applications, devices and people. What the zone does for it stands under the controls.',
  items: [
    item(
      'technical-unique-ids',
      'Give each person an account of his own, in every application that reaches PHI, and let nobody share one.',
      'the procedure, and a list of accounts',
      '164.312(a)(2)(i)',
    ),
    item(
      'technical-emergency-access',
      'Teach who may break the glass, and what happens afterwards; say how PHI is reached while the zone is down.',
      'the procedure, and the reviews of broken glasses',
      '164.312(a)(2)(ii)',
    ),
    item(
      'technical-automatic-logoff',
      'Let applications and workstations log off by themselves.',
      'the settings, by kind of place',
      '164.312(a)(2)(iii)',
    ),
    item(
      'technical-encryption-at-rest',
      'Encrypt every store of PHI outside this pack too: devices, exports, systems of vendors.',
      'a list of these stores with what encrypts them',
      '164.312(a)(2)(iv)',
    ),
    item(
      'technical-audit-controls',
      'Write an audit event for each access of your applications, through the API of the zone.',
      'which operation writes which event',
      '164.312(b)',
    ),
    item(
      'technical-integrity',
      'Verify the audit ledger and the checksums of exports regularly, outside the account.',
      'what `hlz ledger verify` printed, with its day',
      '164.312(c)(1)',
      '164.312(c)(2)',
    ),
    item(
      'technical-authentication',
      'Check who somebody is before he gets an account, and ask for two factors in every application.',
      'the procedure, and the settings',
      '164.312(d)',
    ),
    item(
      'technical-transmission',
      'Send PHI over TLS 1.2 or later only, also between your applications and vendors, and by unencrypted e-mail only to the patient himself, when he was warned of the risk and still asks for it.',
      'a list of connections with what protects them',
      '164.312(e)(1)',
      '164.312(e)(2)(i)',
      '164.312(e)(2)(ii)',
    ),
  ],
};
