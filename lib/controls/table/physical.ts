import type { Control, ControlType } from '../control';
import { notCreated } from '../left';
import { looseVault } from '../lowered';
import { control, duty, hipaa, named, own } from '../make';
import {
  BUCKETS,
  DATABASE_KEPT,
  KEYS,
  LOG_GROUPS,
  PHI_BUCKET,
  PLANS,
  RECORDER,
  TABLES,
  TRAIL,
  VAULT,
} from './parts';

const REPORT_READ = duty(
  'Read the report of AWS each year, and note what it leaves to you. For rooms, racks, devices and media of your own that hold or reach ePHI, have the procedures of this standard and of each row below it yourself; or say in writing that there are none.',
  'The SOC 2 report of AWS (AWS Artifact), with the day on which it was read and by whom; your own procedures, or the statement; for each addressable row that you do otherwise or not at all, the written decision (164.306(d)(3)).',
);

/** What AWS does in its data centres. Below a standard the same is kept as for it. */
function byAws(
  citation: string,
  title: string,
  type: ControlType,
  asks: string,
  standard?: string,
): Control {
  const data =
    'AWS does it for its data centres alone; rooms, devices and media of your own are yours.';
  return control(citation, {
    title,
    type,
    doneBy: 'aws',
    asks,
    duties: standard === undefined ? [REPORT_READ] : [],
    note: standard === undefined ? data : `${data} What you do and keep: see ${standard}.`,
  });
}

/** 45 CFR 164.310: physical safeguards. */
export const PHYSICAL: readonly Control[] = [
  byAws(
    '164.310(a)(1)',
    'Facility access controls',
    'standard',
    'Limit physical access to systems and to where they stand, and see that who is authorized has it.',
  ),
  byAws(
    '164.310(a)(2)(i)',
    'Contingency operations',
    'addressable',
    'Have procedures that let people in who restore lost data in an emergency, as the plans of 164.308(a)(7) say.',
    '164.310(a)(1)',
  ),
  byAws(
    '164.310(a)(2)(ii)',
    'Facility security plan',
    'addressable',
    'Safeguard the facility and its equipment from unauthorized access, tampering and theft.',
    '164.310(a)(1)',
  ),
  byAws(
    '164.310(a)(2)(iii)',
    'Access control and validation procedures',
    'addressable',
    'Control and validate who enters by his role, visitors too, and who gets at software for testing and revision.',
    '164.310(a)(1)',
  ),
  byAws(
    '164.310(a)(2)(iv)',
    'Maintenance records',
    'addressable',
    'Document repairs and changes of the parts of a facility that are for security: doors, locks, walls, hardware.',
    '164.310(a)(1)',
  ),
  control('164.310(b)', {
    title: 'Workstation use',
    type: 'standard',
    doneBy: 'customer',
    asks: 'Say what is done at workstations that reach ePHI, how, and in which surroundings.',
    duties: [
      duty(
        'Write rules for workstations, terminals on wards, homes and mobile devices; choose the app client of the zone by the kind of place.',
        'The rules, acknowledged by the workforce.',
      ),
    ],
    note: 'The zone ends idle sessions by the kind of place; see 164.312(a)(2)(iii).',
  }),
  control('164.310(c)', {
    title: 'Workstation security',
    type: 'standard',
    doneBy: 'customer',
    asks: 'Protect workstations that reach ePHI physically, so that only authorized users get at them.',
    duties: [
      duty(
        'Place, lock and encrypt workstations and mobile devices.',
        'The inventory of devices, with who has each and how it is protected.',
      ),
    ],
  }),
  byAws(
    '164.310(d)(1)',
    'Device and media controls',
    'standard',
    'Govern how hardware and media with ePHI come into, leave and move within a facility.',
  ),
  control('164.310(d)(2)(i)', {
    title: 'Disposal',
    type: 'required',
    doneBy: 'shared',
    asks: 'Have policies and procedures for the final disposition of ePHI, and of the hardware and media on which it is.',
    mechanisms: [
      {
        id: 'ends',
        says: 'Every bucket and log group says how long its records are kept.',
        resources: [...BUCKETS, ...LOG_GROUPS],
        checks: own('RetentionClass'),
        tests: [],
      },
      {
        id: 'phi-bucket',
        says: 'Versions of PHI that were deleted go after the days that config says; current ones never by themselves.',
        resources: PHI_BUCKET,
        checks: [],
        tests: named('stacks/data-stack', 'the PHI bucket never expires a current object'),
      },
    ],
    duties: [
      duty(
        'Delete PHI when its time is over, and end its copies; wipe or destroy media and devices of your own.',
        'The retention schedule; certificates of destruction.',
      ),
    ],
    note: 'AWS destroys its own media (NIST SP 800-88; SOC 2 report in AWS Artifact).',
  }),
  byAws(
    '164.310(d)(2)(ii)',
    'Media re-use',
    'required',
    'Remove ePHI from media before they are used again.',
    '164.310(d)(1)',
  ),
  control('164.310(d)(2)(iii)', {
    title: 'Accountability',
    type: 'addressable',
    doneBy: 'shared',
    asks: 'Keep a record of where hardware and media go, and of who is responsible for them.',
    mechanisms: [
      {
        id: 'owner',
        says: 'Each store says by tags whose it is and whether it may hold PHI.',
        resources: [...TABLES, ...BUCKETS, ...KEYS],
        checks: own('RequiredTags'),
        tests: [],
      },
      {
        id: 'recorder',
        says: 'AWS Config has the history of each store.',
        resources: RECORDER,
        checks: own('ConfigRecorderComplete'),
        tests: [],
        leftBy: notCreated('configRecorder'),
      },
      {
        id: 'trail',
        says: 'The trail has who made, copied, shared or deleted one.',
        resources: TRAIL,
        checks: own('TrailComplete'),
        tests: [],
        leftBy: notCreated('trail'),
      },
    ],
    duties: [
      duty(
        'Keep an inventory of devices and removable media with ePHI, and of where each goes.',
        'The inventory; hand-over notes.',
      ),
    ],
    note: 'In the cloud a store moves by copies, shares and snapshots. Hardware is that of AWS.',
  }),
  control('164.310(d)(2)(iv)', {
    title: 'Data backup and storage',
    type: 'addressable',
    doneBy: 'shared',
    asks: 'Make an exact copy of ePHI that can be retrieved, when needed, before equipment is moved.',
    mechanisms: [
      {
        id: 'daily',
        says: 'Recovery points are made at least daily, into a locked vault: there is always one from before a change.',
        resources: [...PLANS, ...VAULT],
        checks: own('BackupPlanKept', 'BackupVaultLocked'),
        tests: [],
        lowered: looseVault,
      },
      {
        id: 'tables',
        says: 'Tables go back to any second, the PHI bucket to any version for as long as config keeps it (phiBucket.noncurrentDays).',
        resources: [...TABLES, ...PHI_BUCKET],
        checks: [...own('TableRecovery'), ...hipaa('S3BucketVersioningEnabled')],
        tests: [],
      },
      DATABASE_KEPT,
    ],
    duties: [
      duty(
        'Copy ePHI before a device or server of your own that holds it is moved.',
        'The procedure; a record of each move with its copy, or that no device of yours holds ePHI.',
      ),
    ],
    note: 'AWS moves equipment of its own without telling you: hence copies that are always there.',
  }),
];
