import { SESv2Client } from '@aws-sdk/client-sesv2';
import { MailError } from '../../../../lambda/breach/mail/mailer';
import { LetterNotReadyError, letterMail } from '../../../../lambda/breach/notices/letter-mail';
import type { Incident } from '../../../../lambda/breach/register/incident';
import { sesMailer } from '../../../../lambda/breach/stores/ses-mailer';
import { errorChain } from '../../../../lambda/shared/errors';
import { fakeAws } from '../../support/fake-aws';
import { INCIDENT, input } from './made-up';

const TO = 'canary@example.org';
const MAIL = { to: TO, subject: 'Notice', text: 'Plain ü', html: '<p>Page</p>' };

const FROM = { from: 'privacy@hospital.example' };

async function thrownBy(act: () => unknown): Promise<unknown> {
  try {
    await act();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('the mailer of Amazon SES', () => {
  it('sends to one person, in both forms, and through the configuration that counts nothing', async () => {
    const { config, requests } = fakeAws(() => ({ body: '{"MessageId":"made-up"}' }));
    const mailer = sesMailer(new SESv2Client(config), FROM);
    await mailer.send(MAIL);
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({ method: 'POST', path: '/v2/email/outbound-emails' });
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({
      FromEmailAddress: 'privacy@hospital.example',
      Destination: { ToAddresses: [TO] },
      Content: {
        Simple: {
          Subject: { Data: 'Notice', Charset: 'UTF-8' },
          Body: {
            Text: { Data: 'Plain ü', Charset: 'UTF-8' },
            Html: { Data: '<p>Page</p>', Charset: 'UTF-8' },
          },
        },
      },
      ConfigurationSetName: 'hlz-notices',
    });
  });

  it.each([
    [400, 'MessageRejected', 'rejected'],
    [400, 'BadRequestException', 'rejected'],
    [400, 'SendingPausedException', 'not-allowed'],
    [400, 'AccountSuspendedException', 'not-allowed'],
    [403, 'AccessDeniedException', 'not-allowed'],
    [404, 'NotFoundException', 'not-allowed'],
    [429, 'TooManyRequestsException', 'too-many'],
    [400, 'LimitExceededException', 'too-many'],
    [500, 'InternalFailure', 'unavailable'],
    [400, 'constructor', 'unavailable'],
  ])('tells a %d %s as %s, and nothing of the address', async (status, name, failure) => {
    const message = `Email address is not verified: ${TO}`;
    const { config } = fakeAws(() => ({ status, body: JSON.stringify({ __type: name, message }) }));
    const mailer = sesMailer(new SESv2Client(config), FROM);
    const error = await thrownBy(() => mailer.send(MAIL));
    expect(error).toBeInstanceOf(MailError);
    expect(error).toMatchObject({ failure });
    expect(`${errorChain(error)} ${JSON.stringify(error)} ${String(error)}`).not.toContain(
      'canary',
    );
    expect(error).not.toHaveProperty('cause');
  });

  it('takes no name of an error that somebody could have written', async () => {
    const client = { send: () => Promise.reject(Object.assign(new Error(), { name: `x ${TO}` })) };
    const error = await thrownBy(() => sesMailer(client, FROM).send(MAIL));
    expect(errorChain(error)).toBe('MailError: The message was not sent: unavailable (Error).');
  });
});

describe('the letter as a mail, 45 CFR 164.404(d)(1)(i)', () => {
  it('is the letter, no draft any more, and names nobody', () => {
    const { subject, text, html } = letterMail(input());
    expect(subject).toBe('Notice about your health information from Mercy Example Hospital');
    for (const said of [text, html]) {
      expect(said).toContain('Call us for free: 1-800-000-0000');
      expect(said).not.toMatch(/DRAFT|\{\{|MISSING|inc-9f8e/);
    }
    expect(text).not.toMatch(/letter/i);
    expect(html).not.toMatch(/<(?:a|img|script|link)\b/);
  });

  it('does not break the line of the subject', () => {
    const { subject } = letterMail(input({}, { organization: 'Mercy\r\nBcc: all@example.org' }));
    expect(subject).toBe('Notice about your health information from Mercy Bcc: all@example.org');
  });

  it.each<[string, Partial<Incident>, RegExp]>([
    ['a drill', { drill: true }, /drill/],
    ['what is not confirmed', { state: 'investigating' }, /confirm the breach first/],
    ['what is no breach', { state: 'not-a-breach' }, /confirm/],
    ['what is closed', { state: 'closed' }, /In state closed no letter goes out/],
    [
      'what law enforcement holds up',
      {
        holds: [
          { kind: 'oral', statedOn: '2026-10-28', official: 'x', agency: 'x', statement: 'x' },
        ],
      },
      /until 2026-11-27: send it on that day \(45 CFR 164.412\)/,
    ],
    ['what is not whole', { facts: {} }, /164\.404\(c\)\(1\)\(A\).*\(B\).*\(C\).*\(D\)/],
  ])('is not made of %s', async (_, change, reason) => {
    const error = await thrownBy(() => letterMail(input(change)));
    expect(error).toBeInstanceOf(LetterNotReadyError);
    expect(error).toMatchObject({
      status: 409,
      code: 'letter-not-ready',
      detail: expect.stringMatching(reason),
    });
  });

  it('goes out on the day on which the hold ends, and of what is contained as well', () => {
    const holds = [
      { kind: 'oral', statedOn: '2026-10-27', official: 'x', agency: 'x', statement: 'x' } as const,
    ];
    expect(letterMail(input({ holds, state: 'contained' })).text).toContain('We are sorry');
    expect(INCIDENT.state).toBe('confirmed');
  });
});
