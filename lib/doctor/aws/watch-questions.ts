import {
  GetAnalyzerCommand,
  paginateListAnalyzers,
  type AnalyzerSummary,
} from '@aws-sdk/client-accessanalyzer';
import { GetAccountCommand } from '@aws-sdk/client-api-gateway';
import {
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
  type Trail,
} from '@aws-sdk/client-cloudtrail';
import {
  DescribeConfigurationRecordersCommand,
  DescribeConfigurationRecorderStatusCommand,
  DescribeDeliveryChannelsCommand,
} from '@aws-sdk/client-config-service';
import {
  GetAdministratorAccountCommand as GetGuardDutyAdministratorCommand,
  GetDetectorCommand,
  paginateListDetectors,
} from '@aws-sdk/client-guardduty';
import {
  GetAdministratorAccountCommand as GetMacieAdministratorCommand,
  GetMacieSessionCommand,
} from '@aws-sdk/client-macie2';
import {
  DescribeHubCommand,
  GetAdministratorAccountCommand as GetHubAdministratorCommand,
  paginateGetEnabledStandards,
} from '@aws-sdk/client-securityhub';
import { hasMacie } from '../../config/region-gaps';
import { mapBounded } from '../../../lambda/shared/bounded';
import type { SeenAnalyzer, SeenTrail } from '../answers';
import { seen } from '../look';
import { everyPage, look, unlessAbsent } from './asking';
import type { AwsClients } from './clients';
import type { Questions } from './question-types';
import { roleNamed } from './roles';

/** Trails, detectors, analyzers of which more than one can be seen. */
const AT_ONCE = 4;

/** What watches the account. */
export const WATCH_QUESTIONS = {
  trails: ({ clients: { cloudTrail } }) =>
    look(async () => {
      const { trailList = [] } = await cloudTrail.send(new DescribeTrailsCommand({}));
      return mapBounded(trailList, AT_ONCE, (trail) => seeTrail(cloudTrail, trail));
    }),
  recorders: ({ clients: { config } }) =>
    look(async () => {
      const page = await config.send(new DescribeConfigurationRecordersCommand({}));
      return page.ConfigurationRecorders ?? [];
    }),
  recorderStatus: ({ clients: { config } }) =>
    look(async () => {
      const page = await config.send(new DescribeConfigurationRecorderStatusCommand({}));
      return page.ConfigurationRecordersStatus ?? [];
    }),
  channels: ({ clients: { config } }) =>
    look(async () => {
      const page = await config.send(new DescribeDeliveryChannelsCommand({}));
      return page.DeliveryChannels ?? [];
    }),
  detectors: ({ clients: { guardDuty: client } }) =>
    look(async () => {
      const pages = paginateListDetectors({ client }, {});
      const ids = await everyPage('ListDetectors', pages, (page) => page.DetectorIds);
      return mapBounded(ids, AT_ONCE, async (id) => ({
        id,
        settings: await look(() => client.send(new GetDetectorCommand({ DetectorId: id }))),
      }));
    }),
  guardDutyAdministrator: async ({ clients: { guardDuty }, ask }) => {
    const detectors = await ask('detectors');
    const [detector] = detectors.seen ? detectors.value : [];
    if (detector === undefined) return seen(undefined);
    return look(async () => {
      const command = new GetGuardDutyAdministratorCommand({ DetectorId: detector.id });
      return (await guardDuty.send(command)).Administrator?.AccountId;
    });
  },
  securityHub: ({ clients: { securityHub: client } }) =>
    look(async () => {
      const hub = await unlessAbsent(
        HUB_IS_OFF,
        () => client.send(new DescribeHubCommand({})),
        NOT_SUBSCRIBED,
      );
      if (hub === undefined) return undefined;
      const standards = await look(() =>
        everyPage(
          'GetEnabledStandards',
          paginateGetEnabledStandards({ client }, {}),
          (page) => page.StandardsSubscriptions,
        ),
      );
      return { hub, standards };
    }),
  securityHubAdministrator: async ({ clients: { securityHub }, ask }) => {
    const hub = await ask('securityHub');
    if (!hub.seen || hub.value === undefined) return seen(undefined);
    return look(async () => {
      const answer = await securityHub.send(new GetHubAdministratorCommand({}));
      return answer.Administrator?.AccountId;
    });
  },
  macie: async ({ clients: { macie }, zone }) => {
    if (!hasMacie(zone.region)) return seen(undefined);
    return look(() =>
      // Where it is off, Macie answers as if a right were missing. Only the sentence tells.
      unlessAbsent(
        ['AccessDeniedException'],
        () => macie.send(new GetMacieSessionCommand({})),
        /not enabled/i,
      ),
    );
  },
  macieAdministrator: async ({ clients: { macie }, ask }) => {
    const session = await ask('macie');
    if (!session.seen || session.value === undefined) return seen(undefined);
    return look(async () => {
      const answer = await unlessAbsent(['ResourceNotFoundException'], () =>
        macie.send(new GetMacieAdministratorCommand({})),
      );
      return answer?.administrator?.accountId;
    });
  },
  analyzers: ({ clients: { analyzer: client } }) =>
    look(async () => {
      const pages = paginateListAnalyzers({ client }, {});
      const all = await everyPage('ListAnalyzers', pages, (page) => page.analyzers);
      return mapBounded(all, AT_ONCE, (summary) => seeAnalyzer(client, summary));
    }),
  apiGateway: ({ clients: { apiGateway } }) =>
    look(() => apiGateway.send(new GetAccountCommand({}))),
  apiGatewayRole: async ({ clients, ask }) => {
    const account = await ask('apiGateway');
    const name = account.seen ? account.value.cloudwatchRoleArn?.split('/').at(-1) : undefined;
    return name === undefined ? seen(undefined) : roleNamed(clients, name);
  },
  configRole: ({ clients }) => roleNamed(clients, 'AWSServiceRoleForConfig'),
  rdsRole: ({ clients }) => roleNamed(clients, 'AWSServiceRoleForRDS'),
} satisfies Partial<Questions>;

/** What Security Hub says where it is off. The first also says that a right is missing. */
const HUB_IS_OFF = ['InvalidAccessException', 'ResourceNotFoundException'];
const NOT_SUBSCRIBED = /not (?:subscribed|enabled|found)/i;

async function seeTrail(client: AwsClients['cloudTrail'], trail: Trail): Promise<SeenTrail> {
  // A trail of another Region or account is known by its ARN only.
  const name = trail.TrailARN ?? trail.Name ?? '';
  const status = await look(() => client.send(new GetTrailStatusCommand({ Name: name })));
  const selectors = await look(async () => {
    const page = await client.send(new GetEventSelectorsCommand({ TrailName: name }));
    return { basic: page.EventSelectors ?? [], advanced: page.AdvancedEventSelectors ?? [] };
  });
  return { trail, status, selectors };
}

/** What is listed has no configuration; only that of unused access says what is left out. */
async function seeAnalyzer(
  client: AwsClients['analyzer'],
  summary: AnalyzerSummary,
): Promise<SeenAnalyzer> {
  if (summary.type !== 'ACCOUNT_UNUSED_ACCESS') return { summary, configuration: seen(undefined) };
  const configuration = await look(async () => {
    const command = new GetAnalyzerCommand({ analyzerName: summary.name });
    return (await client.send(command)).analyzer?.configuration;
  });
  return { summary, configuration };
}
