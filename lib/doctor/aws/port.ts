import { DescribeRegionsCommand, type EC2Client, type Region } from '@aws-sdk/client-ec2';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { forEachBounded } from '../../../lambda/shared/bounded';
import type { ZoneConfig } from '../../config/schema';
import type { Answers, DoctorPort, Question } from '../answers';
import type { Look } from '../look';
import { regionsOf } from '../subjects/account';
import { look } from './asking';
import { awsClients, type AwsOptions } from './clients';
import type { Asking } from './question-types';
import { QUESTIONS } from './questions';

/** Questions under way at once. */
const AT_ONCE = 8;

/** The Regions of the zone, as a Region that is open tells of them. */
function regions(zone: ZoneConfig, client: EC2Client): Promise<Look<readonly Region[]>> {
  return look(async () => {
    const { Regions = [] } = await client.send(
      new DescribeRegionsCommand({
        AllRegions: true,
        Filters: [{ Name: 'region-name', Values: [...regionsOf(zone)] }],
      }),
    );
    return Regions;
  });
}

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
    regions: async () => {
      const atHome = await regions(zone, clients.home.ec2);
      // An organization may deny its Region. Where that of the zone answers, it is open.
      const here = atHome.seen ? atHome : await regions(zone, clients.ec2);
      return here.seen ? here : atHome;
    },
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
