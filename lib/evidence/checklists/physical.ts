import type { Checklist } from '../checklist';
import { item } from './item';

/** 45 CFR 164.310. */
export const PHYSICAL: Checklist = {
  id: 'physical',
  title: 'Physical safeguards',
  explains:
    'Your own rooms, workstations and media (45 CFR 164.310). For its data centers AWS has reports in AWS Artifact.',
  items: [
    item(
      'physical-aws-reports',
      'Fetch the current SOC 2 report of AWS from AWS Artifact, and read what it leaves to you.',
      'the report, and who read it when',
      '164.310(a)(1)',
      '164.308(b)(1)',
    ),
    item(
      'physical-facility-access',
      'Limit who gets into rooms with systems that reach PHI.',
      'who may get in where',
      '164.310(a)(1)',
    ),
    item(
      'physical-contingency-operations',
      'Say who gets into the rooms to restore data in an emergency.',
      'the procedure',
      '164.310(a)(2)(i)',
    ),
    item(
      'physical-facility-security-plan',
      'Protect the rooms and what stands in them from entry, tampering and theft.',
      'the plan',
      '164.310(a)(2)(ii)',
    ),
    item(
      'physical-visitor-logs',
      'Check who comes in by role, and write visitors down.',
      'the visitor log',
      '164.310(a)(2)(iii)',
    ),
    item(
      'physical-maintenance-records',
      'Write down repairs of doors, locks and walls that security depends on.',
      'the record',
      '164.310(a)(2)(iv)',
    ),
    item(
      'physical-workstation-use',
      'Say what each kind of workstation is used for, how, and where it stands, at home too.',
      'the policy',
      '164.310(b)',
    ),
    item(
      'physical-workstation-security',
      'Keep workstations that reach PHI from those who may not: disk encryption, screen lock, cable, room.',
      'which protection is on which device',
      '164.310(c)',
    ),
    item(
      'physical-media-control',
      'Say how devices and media with PHI come in, move and leave.',
      'the procedure',
      '164.310(d)(1)',
    ),
    item(
      'physical-disposal',
      'Destroy PHI on devices and media before they are thrown away.',
      'what was destroyed, when, how, by whom',
      '164.310(d)(2)(i)',
    ),
    item(
      'physical-media-re-use',
      'Remove PHI from media before they are used again.',
      'the procedure',
      '164.310(d)(2)(ii)',
    ),
    item(
      'physical-accountability',
      'Write down where devices and media are, and who is responsible for each.',
      'the list, beside the assets of this pack',
      '164.310(d)(2)(iii)',
    ),
    item(
      'physical-backup-before-move',
      'Copy PHI before a device that holds it is moved.',
      'the procedure',
      '164.310(d)(2)(iv)',
    ),
  ],
};
