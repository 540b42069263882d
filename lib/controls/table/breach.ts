import type { Control } from '../control';
import { noDatabase } from '../left';
import { control, duty, files, hipaa, named, one, own } from '../make';
import { API, BUCKETS, CLOCK, CLOCK_IS_CALLED, DATABASE, REGISTER, TABLES } from './parts';
import { fedByALog } from './alarm-parts';

const LETTERS_OUT = duty(
  'Have counsel approve each letter, and send it; the zone drafts and reminds, it sends nothing by itself.',
  'What was sent, to whom, when and how; the notice recorded in the breach desk.',
);

/** 45 CFR 164.402 and 164.404: what a breach is, and telling individuals. */
export const BREACH: readonly Control[] = [
  control('164.402 "Breach" (1)(i)-(iii)', {
    title:
      'Breach: exclusions (good-faith workforce access; inadvertent disclosure between authorized persons; recipient could not retain)',
    type: 'definition',
    doneBy: 'shared',
    asks: 'Three kinds of acts are no breach: unintentional access or use by the workforce, in good faith and within the scope of authority; inadvertent disclosure from one authorized person to another of the same organization; both only where nothing impermissible follows; and disclosure to somebody who, as is believed in good faith, could not reasonably have kept it.',
    mechanisms: [
      {
        id: 'exclusions',
        says: 'An incident ends as no breach by one of the three only with a rationale that was approved, by somebody else unless config says that one is enough (breach.secondApprover).',
        resources: REGISTER,
        checks: [],
        tests: files('lambda/breach/register/check-change', 'lambda/breach/register/transitions'),
      },
    ],
    duties: [
      duty(
        'Judge whether all of an exclusion is true, and write the rationale.',
        'The file of the incident.',
      ),
    ],
  }),
  control('164.402 "Breach" (2)(i)-(iv)', {
    title: 'Presumption of breach unless low probability of compromise by 4-factor risk assessment',
    type: 'definition',
    doneBy: 'shared',
    asks: 'Impermissible acquisition, access, use or disclosure of PHI is presumed to be a breach, unless an assessment of at least four factors shows a low probability that PHI was compromised.',
    mechanisms: [
      {
        id: 'four-factors',
        says: 'No incident ends as no breach by an assessment that lacks a factor or its rationale, or that nobody approved: somebody else than its author, unless config says that one is enough (breach.secondApprover).',
        resources: REGISTER,
        checks: [],
        tests: files(
          'lambda/breach/register/check-change',
          'lambda/breach/register/transitions',
          'lambda/breach/register/apply',
        ),
      },
    ],
    duties: [duty('Assess the four factors, or notify without it.', 'The file of the incident.')],
  }),
  control('164.402 "Unsecured PHI"', {
    title: 'Unsecured protected health information (encryption/destruction guidance = safe harbor)',
    type: 'definition',
    doneBy: 'shared',
    asks: 'Only PHI that is not made unusable, unreadable or indecipherable to unauthorized persons by a method of the guidance of HHS counts.',
    mechanisms: [
      {
        id: 'at-rest',
        says: 'Tables and buckets are encrypted with keys of our own.',
        resources: [...TABLES, ...BUCKETS],
        checks: [...own('CustomerManagedKey'), ...hipaa('S3DefaultEncryptionKMS')],
        tests: [],
      },
      {
        id: 'database',
        says: 'The database is encrypted with a key of our own, and takes TLS connections only.',
        resources: DATABASE,
        checks: own('CustomerManagedKey', 'DatabaseTls'),
        tests: [],
        leftBy: noDatabase,
      },
      {
        id: 'in-transit',
        says: 'The API answers to TLS 1.2 and later only.',
        resources: API,
        checks: own('ApiTls'),
        tests: [],
      },
      {
        id: 'claimed',
        says: 'The breach desk takes the safe harbor for an answer only with method, keys not compromised, rationale and an approval.',
        resources: REGISTER,
        checks: [],
        tests: files('lambda/breach/register/transitions'),
      },
    ],
    duties: [
      duty(
        'Ask in each case whether the acts could have made a service decrypt: with valid credentials there is no safe harbor.',
        'The file of the incident.',
      ),
    ],
    note: 'The guidance is 74 FR 19006, updated in 74 FR 42740. That a store is encrypted does not show that it meets the guidance in a case: that is for people to say.',
  }),
  control('164.404(a)(1)', {
    title: 'Notice to individuals: general rule',
    type: 'breach-standard',
    doneBy: 'shared',
    asks: 'After discovery of a breach of unsecured PHI, notify each individual whose PHI was, or is reasonably believed to have been, got at.',
    mechanisms: [
      {
        id: 'due',
        says: 'From the first day on, an incident has individuals to be told among what is due, and is not closed before that is recorded.',
        resources: [...REGISTER, ...CLOCK],
        checks: [],
        tests: files('lambda/breach/clocks/dues', 'lambda/breach/clocks/done'),
      },
    ],
    duties: [
      duty(
        'Find out who is concerned, keep the list in your case file, and notify.',
        'The list; proof of each notice.',
      ),
    ],
  }),
  control('164.404(a)(2)', {
    title: 'Breaches treated as discovered',
    type: 'breach-standard',
    doneBy: 'shared',
    asks: 'It is discovered on the first day on which it was known, or by reasonable diligence would have been known, to anybody of the workforce or an agent but who did it.',
    mechanisms: [
      {
        id: 'discovery',
        says: 'The day can be set back with why, never erased; what an agent knew counts from when he knew it; all days are counted anew.',
        resources: REGISTER,
        checks: [],
        tests: files('lambda/breach/clocks/dues', 'lambda/breach/register/check-change'),
      },
    ],
    duties: [
      duty(
        'Ask who knew first, and record that day. Train people to report at once.',
        'The file of the incident.',
      ),
    ],
  }),
  control('164.404(b)', {
    title: 'Timeliness: without unreasonable delay, <= 60 calendar days after discovery',
    type: 'breach-specification',
    doneBy: 'shared',
    asks: 'Notify without unreasonable delay, and in no case later than 60 calendar days after discovery.',
    mechanisms: [
      {
        id: 'clock',
        says: 'The clock counts calendar days where the organization is, reminds 30, 14, 7 and 1 days before and once it is too late, and loses no reminder.',
        resources: CLOCK,
        checks: [],
        tests: files('lambda/breach/clocks/day', 'lambda/breach/clock/create-handler'),
      },
      CLOCK_IS_CALLED,
      {
        id: 'told',
        says: 'When the clock fails or is silent, somebody is told.',
        resources: one(
          'CloudWatch::Alarm',
          'Operations/Breach/ClockFailing',
          'Operations/Breach/ClockSilent',
        ),
        checks: own('AlarmNotifies'),
        tests: [],
      },
      fedByALog('breach', 'Breach/Metrics/ClockRuns'),
    ],
    duties: [LETTERS_OUT],
    note: 'Sixty days are the outer limit, not a goal. States and contracts often give fewer.',
  }),
  control('164.404(c)(1)(A)-(E)', {
    title: 'Content of notice',
    type: 'breach-specification',
    doneBy: 'shared',
    asks: 'Say, as far as possible: what happened, with the days of the breach and of its discovery; which kinds of PHI; what individuals should do; what you do; and how to reach you, by toll-free number, e-mail, web site or post.',
    mechanisms: [
      {
        id: 'draft',
        says: 'The letter has all five parts, or says which is missing and where it belongs.',
        resources: one('Lambda::Function', 'Breach/Api'),
        checks: [],
        tests: named('lambda/breach/notices/notices', 'the content of 45 CFR 164.404(c)(1)'),
      },
    ],
    duties: [LETTERS_OUT],
  }),
  control('164.404(c)(2)', {
    title: 'Plain language',
    type: 'breach-specification',
    doneBy: 'shared',
    asks: 'Write the notice in plain language.',
    mechanisms: [
      {
        id: 'hints',
        says: 'A draft comes with hints where its language is not plain.',
        resources: one('Lambda::Function', 'Breach/Api'),
        checks: [],
        tests: named('lambda/breach/notices/notices', 'plain language, 45 CFR 164.404(c)(2)'),
      },
    ],
    duties: [
      duty(
        'Let somebody read it who is no lawyer; translate it, and give it in large print or aloud, where it is needed.',
        'The approved text and its translations.',
      ),
    ],
  }),
  control('164.404(d)(1)(i)-(ii)', {
    title:
      'Written notice: first-class mail; e-mail only if individual agreed; next of kin/personal representative if deceased',
    type: 'breach-specification',
    doneBy: 'shared',
    asks: 'Write by first-class mail to the last known address; by e-mail only to who agreed; of the dead to next of kin or personal representative, where you have the address.',
    mechanisms: [
      {
        id: 'mail',
        says: 'E-mail goes only to who agreed, each once, and never while a hold stands; it is off unless config has an address.',
        resources: one('Lambda::Function', 'Breach/Api'),
        checks: [],
        tests: files('lambda/breach/api/mail', 'lambda/breach/notices/mail'),
      },
      {
        id: 'counted',
        says: 'Persons are told only when as many notices are recorded as there are persons.',
        resources: REGISTER,
        checks: [],
        tests: files('lambda/breach/clocks/done'),
      },
    ],
    duties: [duty('Send the letters, and record them by way and number.', 'Receipts of the post.')],
  }),
  control('164.404(d)(2)(i)', {
    title: 'Substitute notice: fewer than 10 with insufficient contact info',
    type: 'breach-specification',
    doneBy: 'shared',
    asks: 'Where addresses of fewer than 10 are insufficient or out of date: another written notice, telephone, or other means. None is owed to next of kin.',
    mechanisms: [
      {
        id: 'due',
        says: 'One to nine who cannot be reached make a substitute notice due, with a script for the telephone.',
        resources: REGISTER,
        checks: [],
        tests: [
          ...files('lambda/breach/clocks/dues'),
          ...named('lambda/breach/notices/notices', 'the substitute notice, 45 CFR 164.404(d)(2)'),
        ],
      },
    ],
    duties: [duty('Call them, or find another way.', 'Who was reached, when and how.')],
  }),
  control('164.404(d)(2)(ii)', {
    title:
      'Substitute notice: 10 or more: website home page 90 days or major print/broadcast + toll-free number >= 90 days',
    type: 'breach-specification',
    doneBy: 'shared',
    asks: 'Where they are of 10 or more: 90 days on the home page, or major print or broadcast media where they likely live, with a toll-free number for at least 90 days.',
    mechanisms: [
      {
        id: 'due',
        says: 'Ten or more make a posting due, which is done when it is shown that it stood for 90 days.',
        resources: [...REGISTER, ...CLOCK],
        checks: [],
        tests: [
          ...files('lambda/breach/clocks/dues', 'lambda/breach/clocks/done'),
          ...named('lambda/breach/notices/notices', 'the substitute notice, 45 CFR 164.404(d)(2)'),
        ],
      },
    ],
    duties: [
      duty(
        'Post it, keep it there, and have the toll-free number answered for 90 days.',
        'Dated copies of the page at the start and the end; the log of calls.',
      ),
    ],
  }),
  control('164.404(d)(3)', {
    title: 'Additional notice in urgent situations (telephone etc.)',
    type: 'breach-specification',
    doneBy: 'customer',
    asks: 'Where misuse may be imminent, you may tell individuals by telephone or otherwise as well, beside the written notice.',
    duties: [
      duty(
        'Call at once where misuse is imminent, and record the notice as urgent; it replaces no letter.',
        'Who was called, when and by whom.',
      ),
    ],
  }),
];
