import { handler } from '../../../lambda/baseline/handler';
import { ACCOUNT, cloudFormationEvent } from '../support/baseline';
import type { SentAnswer } from '../support/baseline';
import { withLoopback } from '../support/loopback';

/** The handler as Lambda loads it; only requests that call no AWS. */
describe('handler', () => {
  const context = { getRemainingTimeInMillis: () => 60_000 };

  beforeEach(() => {
    for (const method of ['info', 'warn', 'error'] as const) {
      jest.spyOn(console, method).mockImplementation(() => {});
    }
  });
  afterEach(() => jest.restoreAllMocks());

  async function answersTo(fields: Readonly<Record<string, unknown>>, statuses = [200]) {
    const answers: SentAnswer[] = [];
    await withLoopback(statuses, async (origin, received) => {
      await handler(
        cloudFormationEvent({ ResponseURL: `${origin}/answer?a=b`, ...fields }),
        context,
      );
      answers.push(...received.map(({ body }) => JSON.parse(body) as SentAnswer));
    });
    return answers;
  }

  test.each([
    'Custom::S3AccountPublicAccessBlock',
    'Custom::EbsDefaultEncryption',
    'Custom::IamPasswordPolicy',
    'Custom::VpcRestrictDefaultSG',
    'Custom::OtherDefaultSecurityGroups',
  ])('knows %s', async (ResourceType) => {
    const [answer] = await answersTo({ ResourceType, ResourceProperties: { Mode: 'off' } });
    expect(answer?.Status).toBe('FAILED');
    expect(answer?.Reason).toMatch(/^Property Mode is "off"/);
  });

  test('answers Delete over real HTTP, and tries again', async () => {
    const answers = await answersTo({ RequestType: 'Delete', PhysicalResourceId: 'x' }, [503, 200]);
    const answer = { Status: 'SUCCESS', PhysicalResourceId: 'x' };
    expect(answers).toMatchObject([answer, answer]);
  });

  test('refuses a property that it does not know', async () => {
    const ResourceProperties = { Mode: 'enforce', AccountId: ACCOUNT, Acount: ACCOUNT };
    const [answer] = await answersTo({ ResourceProperties });
    expect(answer?.Reason).toMatch(/^Unknown property Acount: expected only Mode, AccountId;/);
  });
});
