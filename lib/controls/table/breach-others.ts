import type { Control } from '../control';
import { control, duty, files, named, one, own } from '../make';
import { CLOCK, CLOCK_IS_CALLED, LEDGER, REGISTER, WRITE_ONCE } from './parts';

const CLOCKS = [...REGISTER, ...CLOCK];

/** 45 CFR 164.406 to 164.414: media, HHS, business associates, delay, proof. */
export const BREACH_OTHERS: readonly Control[] = [
  control('164.406(a)', {
    title: 'Notice to media: MORE THAN 500 residents of a State or jurisdiction',
    type: 'breach-standard',
    doneBy: 'shared',
    asks: 'Of more than 500 residents of one State or jurisdiction: notify prominent media that serve it.',
    mechanisms: [
      {
        id: 'due',
        says: '501 residents of one State make its media due, 500 do not; unknown residents who could make it so many are asked for.',
        resources: REGISTER,
        checks: [],
        tests: files('lambda/breach/clocks/dues'),
      },
    ],
    duties: [
      duty(
        'Count persons by the State in which they live; give the release to its media.',
        'The release, and to whom it went.',
      ),
    ],
  }),
  control('164.406(b)', {
    title: 'Media timeliness <= 60 calendar days',
    type: 'breach-specification',
    doneBy: 'shared',
    asks: 'Without unreasonable delay, and in no case later than 60 calendar days after discovery.',
    mechanisms: [
      {
        id: 'clock',
        says: 'A clock for each State runs from discovery, and reminds.',
        resources: CLOCKS,
        checks: [],
        tests: files('lambda/breach/clocks/dues', 'lambda/breach/clock/create-handler'),
      },
      CLOCK_IS_CALLED,
    ],
    duties: [duty('Send the release in time.', 'Day and outlet.')],
  }),
  control('164.406(c)', {
    title: 'Media notice content as 164.404(c)',
    type: 'breach-specification',
    doneBy: 'shared',
    asks: 'The release says what a letter says.',
    mechanisms: [
      {
        id: 'draft',
        says: 'It is drawn from the same record, and says what is missing.',
        resources: one('Lambda::Function', 'Breach/Api'),
        checks: [],
        tests: named('lambda/breach/notices/notices', 'the release for the media, 45 CFR 164.406'),
      },
    ],
    duties: [duty('Have counsel and the press office approve it.', 'The approved release.')],
  }),
  control('164.408(a)', {
    title: 'Notice to the Secretary',
    type: 'breach-standard',
    doneBy: 'shared',
    asks: 'Notify the Secretary of HHS after discovery of a breach.',
    mechanisms: [
      {
        id: 'form',
        says: 'What the portal of HHS asks is drawn from the record, in its order.',
        resources: one('Lambda::Function', 'Breach/Api'),
        checks: [],
        tests: named('lambda/breach/notices/notices', 'the data sheet for HHS, 45 CFR 164.408'),
      },
    ],
    duties: [
      duty('Type it into the portal: there is no other way.', 'The confirmation of the portal.'),
    ],
  }),
  control('164.408(b)', {
    title: '500 OR MORE individuals: contemporaneously with individual notice',
    type: 'breach-specification',
    doneBy: 'shared',
    asks: 'Of 500 or more: together with the notice to individuals.',
    mechanisms: [
      {
        id: 'clock',
        says: '500 make it due with the individuals, 499 do not.',
        resources: CLOCKS,
        checks: [],
        tests: files('lambda/breach/clocks/dues'),
      },
      CLOCK_IS_CALLED,
    ],
    duties: [duty('File it on the day on which letters go out.', 'The confirmation.')],
  }),
  control('164.408(c)', {
    title:
      'Fewer than 500: log, and report <= 60 days after the end of the calendar year of discovery',
    type: 'breach-specification',
    doneBy: 'shared',
    asks: 'Of fewer than 500: keep a log, and notify within 60 days after the end of the calendar year of discovery.',
    mechanisms: [
      {
        id: 'clock',
        says: 'It is due on March 1 after the year of discovery, February 29 in a leap year; an incident is not closed before.',
        resources: CLOCKS,
        checks: [],
        tests: files('lambda/breach/clocks/dues', 'lambda/breach/clocks/create-duties'),
      },
      CLOCK_IS_CALLED,
    ],
    duties: [
      duty(
        'File one form for each in January, and record the duty hhs-log.',
        'The confirmations; the list of the year.',
      ),
    ],
  }),
  control('164.410(a)(1)', {
    title: 'Business associate notifies covered entity',
    type: 'breach-standard',
    doneBy: 'customer',
    asks: 'A business associate notifies the covered entity after discovery of a breach.',
    duties: [
      duty(
        'Have associates report to one address; as an associate, tell the covered entity, and record the notice as business-associate.',
        'The notice, with its day.',
      ),
    ],
  }),
  control('164.410(a)(2)', {
    title: 'BA discovery',
    type: 'breach-standard',
    doneBy: 'shared',
    asks: 'An associate has discovered what any employee, officer or agent of his knew, or should have known, but who did it.',
    mechanisms: [
      {
        id: 'discovery',
        says: 'What an agent knew is known to whom he works for, over any number of them; what a contractor tells counts from when he told.',
        resources: REGISTER,
        checks: [],
        tests: files('lambda/breach/clocks/dues'),
      },
    ],
    duties: [
      duty(
        'Ask counsel once for each agreement whether the associate is your agent.',
        'The answer, beside the agreement.',
      ),
    ],
  }),
  control('164.410(b)', {
    title: 'BA timeliness <= 60 calendar days (contract may be shorter)',
    type: 'breach-specification',
    doneBy: 'shared',
    asks: 'Without unreasonable delay, and in no case later than 60 calendar days after he discovered it.',
    mechanisms: [
      {
        id: 'clock',
        says: 'An associate has the days of his agreement, 60 at most, from when he knew.',
        resources: CLOCKS,
        checks: [],
        tests: files('lambda/breach/clocks/dues'),
      },
      CLOCK_IS_CALLED,
    ],
    duties: [
      duty('Record each associate who is involved, with the days of his agreement.', 'His notice.'),
    ],
  }),
  control('164.410(c)(1)-(2)', {
    title:
      'BA notice content: identity of each individual + other available info, supplement promptly',
    type: 'breach-specification',
    doneBy: 'customer',
    asks: 'He names each individual as far as possible, and gives what a letter needs, then or as soon as he has it.',
    duties: [
      duty(
        'Ask for both; as an associate, give both, and the rest as soon as it is known.',
        'What was given, and when.',
      ),
    ],
  }),
  control('164.412(a)', {
    title: 'Law-enforcement delay: written statement with time period',
    type: 'breach-standard',
    doneBy: 'shared',
    asks: 'When an official says in writing that notice would impede a criminal investigation or damage national security, and for how long: wait for the time that he says.',
    mechanisms: [
      {
        id: 'hold',
        says: 'A written statement moves every notice to its end; no fresh 60 days begin.',
        resources: REGISTER,
        checks: [],
        tests: files('lambda/breach/clocks/dues', 'lambda/breach/clocks/done'),
      },
    ],
    duties: [duty('Keep the statement, and send on the day it ends.', 'The statement.')],
  }),
  control('164.412(b)', {
    title: 'Law-enforcement delay: oral statement: document it, <= 30 days from the statement',
    type: 'breach-standard',
    doneBy: 'shared',
    asks: 'When he says it by word of mouth: write down the statement and who made it, and wait no longer than 30 days from it, unless a written statement comes within them.',
    mechanisms: [
      {
        id: 'hold',
        says: 'Oral statements move notices to 30 days from the first at most, however many follow, and need the official’s identity.',
        resources: REGISTER,
        checks: [],
        tests: files('lambda/breach/clocks/dues', 'lambda/breach/register/check-change'),
      },
    ],
    duties: [
      duty('Write down what was said, by whom, when.', 'The note, with name, agency and day.'),
    ],
  }),
  control('164.414(a)', {
    title: 'Administrative requirements (164.530(b),(d),(e),(g),(h),(i),(j))',
    type: 'breach-standard',
    doneBy: 'customer',
    asks: 'Train, take complaints, sanction, do not retaliate, ask nobody to waive rights, have policies and document, about breaches too.',
    duties: [
      duty(
        'Bring breach notification into training, complaints, sanctions and policies.',
        'The policies; records of training, complaints and sanctions, for six years (164.530(j)).',
      ),
    ],
  }),
  control('164.414(b)', {
    title: 'Burden of proof',
    type: 'breach-standard',
    doneBy: 'shared',
    asks: 'After an impermissible use or disclosure, be able to show that all notices were given as required, or that it was no breach.',
    mechanisms: [
      {
        id: 'register',
        says: 'The record of an incident is a chain of entries that nobody changes or takes away; tampering is told.',
        resources: REGISTER,
        checks: [],
        tests: [
          ...files('lambda/breach/register/register-model', 'lambda/breach/alert/create-handler'),
          ...named('deliveries-people', 'the register of incidents'),
        ],
      },
      {
        id: 'recovery',
        says: 'It goes back to any second, and is not deleted by mistake.',
        resources: one('DynamoDB::Table', 'Breach/Tables/Register'),
        checks: own('TableRecovery'),
        tests: [],
      },
      {
        id: 'ledger',
        says: 'Each change is in the ledger first.',
        resources: LEDGER,
        checks: [],
        tests: files('lambda/breach/api/down'),
      },
      {
        id: 'write-once',
        says: 'The ledger is write-once: nobody deletes, replaces or shortens what is there.',
        resources: WRITE_ONCE,
        checks: own('ObjectLock', 'WriteOnceDenials'),
        tests: [],
      },
    ],
    duties: [
      duty(
        'Export the file of each closed incident, and keep it with its proofs for six years.',
        'The file, and what it names as evidence.',
      ),
    ],
  }),
];
