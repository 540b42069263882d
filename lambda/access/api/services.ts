import type { Directory } from '../../identity/directory';
import type { Sessions } from '../../identity/sessions';
import type { SessionLimitsByKind } from '../../identity/settings';
import type { AuditTrail } from '../../shared/audit/audit-trail';
import type { Logger } from '../../shared/log';
import type { Pseudonyms } from '../../shared/pseudonym';
import type { Table } from '../../shared/table';
import type { Amendments } from '../amendments';
import type { Approvals } from '../approvals';
import type { BrokenGlasses } from '../break-glass';
import type { CareTeams } from '../care-team';
import type { AccessDesk } from '../desk';
import type { Random } from '../ids';
import type { Restrictions } from '../restrictions';

/** What operations are made of. */
export interface AccessServices {
  readonly desk: Pick<AccessDesk, 'decide'>;
  readonly trail: AuditTrail;
  readonly pseudonyms: Pseudonyms;
  readonly sessions: Pick<Sessions, 'get' | 'end'>;
  readonly sessionLimits: SessionLimitsByKind;
  readonly directory: Pick<Directory, 'get' | 'create' | 'change'>;
  /** The same people, to be listed. */
  readonly directoryTable: Table;
  readonly careTeams: CareTeams;
  readonly restrictions: Restrictions;
  readonly approvals: Approvals;
  readonly amendments: Amendments;
  readonly brokenGlasses: BrokenGlasses;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly random: Random;
  readonly log: Logger;
}
