import type { Random } from '../../access/ids';
import type { Rates } from '../../access/rates';
import type { AuditTrail } from '../../shared/audit/audit-trail';
import type { Logger } from '../../shared/log';
import type { DuesOf } from '../clocks/clock';
import type { Duties } from '../clocks/duties';
import type { Mailer } from '../mail/mailer';
import type { Register } from '../register/register';
import type { BreachSettings, Contacts } from '../settings';

/** What the operations of the breach desk are made of. */
export interface BreachServices {
  readonly register: Pick<Register, 'find' | 'history' | 'list' | 'change'>;
  readonly duties: Pick<Duties, 'list' | 'record'>;
  /** @default - letters are not sent by e-mail */
  readonly mailer?: Mailer;
  readonly duesOf: DuesOf;
  readonly settings: Pick<BreachSettings, 'timeZone' | 'targetDays'>;
  readonly contacts: Contacts;
  readonly rates: Pick<Rates, 'admit'>;
  readonly trail: AuditTrail;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly random: Random;
  readonly log: Logger;
}
