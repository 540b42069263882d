import { DescribeRegionsCommand } from '@aws-sdk/client-ec2';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { forEachBounded } from '../../../lambda/shared/bounded';
import type { ZoneConfig } from '../../config/schema';
import type { Answers, DoctorPort, Question } from '../answers';
import { regionsOf } from '../subjects/account';
import { look } from './asking';
import { awsClients, type AwsOptions } from './clients';
import { QUESTIONS, type Asking } from './questions';

/** Questions under way at once. */
const AT_ONCE = 8;

/** The port onto AWS itself. It sends the operations of `actions.ts`, none of which changes anything. */
export function awsPort(zone: ZoneConfig, options: AwsOptions = {}): DoctorPort {
  const clients = awsClients(zone, options);
  return {
    caller: async () => {
      const { Account = '', Arn = '' } = await clients.home.sts.send(
        new GetCallerIdentityCommand({}),
      );
      return { account: Account, arn: Arn };
    },
    regions: () =>
      look(async () => {
        const { Regions = [] } = await clients.home.ec2.send(
          new DescribeRegionsCommand({
            AllRegions: true,
            Filters: [{ Name: 'region-name', Values: [...regionsOf(zone)] }],
          }),
        );
        return Regions;
      }),
    answers: async (report) => {
      // Each answer is the one to its question: `Questions` has checked that.
      const once = new Map<Question, Promise<never>>();
      const ways: Readonly<Record<Question, (asking: Asking) => Promise<unknown>>> = QUESTIONS;
      const ask: Asking['ask'] = (question) => {
        const asked =
          once.get(question) ?? (ways[question]({ zone, clients, ask }) as Promise<never>);
        once.set(question, asked);
        return asked;
      };
      const questions = Object.keys(QUESTIONS) as Question[];
      const answers = new Map<Question, unknown>();
      await forEachBounded(questions, AT_ONCE, async (question) => {
        answers.set(question, await ask(question));
        report({ question, done: answers.size, total: questions.length });
      });
      return Object.fromEntries(answers) as unknown as Answers;
    },
  };
}
