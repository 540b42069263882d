import type { ZoneConfig } from '../../../config/schema';
import type { Answers } from '../../answers';
import type { Choice, Finding } from '../../finding';
import { ifSeen, teller } from '../../finding';
import { owned } from '../../owned';

const REASON = 'API Gateway was found with this role to write the logs of the account with.';

/** The role with which API Gateway writes logs: a second one takes the place of the first. */
export function apiGatewayLogRole(zone: ZoneConfig, answers: Answers): readonly Finding[] {
  const { mode, roleArn } = zone.singletons.apiGatewayLogRole;
  const tell = teller('singletons', 'singletons.apiGatewayLogRole');
  return ifSeen(answers.apiGateway, tell.unknown, ({ cloudwatchRoleArn: arn = '' }) => {
    if (mode === 'create' && owned(answers).has('AWS::ApiGateway::Account')) {
      return tell.fine('The role that this zone made.');
    }
    if (arn === '') return none(tell, mode);
    const { apiGatewayRole } = answers;
    if (!apiGatewayRole.seen) return tell.unseen(apiGatewayRole);
    if (apiGatewayRole.value === undefined) return gone(tell, mode, arn);
    if (mode === 'create') {
      return tell.look(
        `API Gateway writes its logs with ${arn}. The deploy puts a role of its own in its place, for all APIs of the account; it can write all their logs.`,
        'Set it to existing, so that the APIs of others are left as they are.',
        existing(arn),
      );
    }
    if (roleArn === arn) return tell.fine(`The role ${arn}. It stays as it is (existing).`);
    return tell.look(
      `API Gateway writes its logs with ${arn}, not with the role that config names.`,
      'Name this one in config.',
      existing(arn),
    );
  });
}

type Tell = ReturnType<typeof teller>;

const CREATE: Choice = {
  section: 'singletons',
  setting: 'apiGatewayLogRole',
  value: { mode: 'create' },
};

function existing(roleArn: string): Choice {
  const value = { mode: 'existing', roleArn };
  return { section: 'singletons', setting: 'apiGatewayLogRole', value, reason: REASON };
}

function none(tell: Tell, mode: string): Finding {
  if (mode === 'create') return tell.fine('No role yet. The deploy makes it.');
  return tell.breaks(
    'API Gateway has no role to write logs with, though config says existing: the stage of the API fails.',
    'Set it to create.',
    CREATE,
  );
}

function gone(tell: Tell, mode: string, arn: string): Finding {
  const found = `API Gateway is told to write its logs with ${arn}, which is gone.`;
  if (mode === 'create')
    return tell.fine(`${found} The deploy puts a role of its own in its place.`);
  return tell.breaks(`${found} The stage of the API fails.`, 'Set it to create.', CREATE);
}
