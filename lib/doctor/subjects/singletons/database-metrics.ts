import type { ZoneConfig } from '../../../config/schema';
import type { Answers } from '../../answers';
import type { Finding } from '../../finding';
import { ifSeen, teller } from '../../finding';
import { owned } from '../../owned';
import { judge, WORKS } from './judge';

const LOG_GROUP = 'RDSOSMetrics';

/** The log group of enhanced monitoring. */
export function databaseMetrics(
  { database, singletons }: ZoneConfig,
  answers: Answers,
): readonly Finding[] {
  const tell = teller('singletons', 'singletons.databaseMetricsLogGroup');
  if (!database.enabled) return [tell.fine('Not needed: the zone has no database.')];
  return ifSeen(answers.logGroups, tell.unknown, (all) => {
    const found = all.find(({ logGroupName }) => logGroupName === LOG_GROUP);
    return judge({
      setting: 'databaseMetricsLogGroup',
      mode: singletons.databaseMetricsLogGroup,
      name: `log group ${LOG_GROUP}`,
      isOurs: owned(answers).has('AWS::Logs::LogGroup', LOG_GROUP),
      there: found === undefined ? undefined : `The log group ${LOG_GROUP} is there.`,
      work: WORKS,
      lacks: [
        ...(found !== undefined && found.kmsKeyId === undefined ? ['no customer-managed key'] : []),
        ...(found !== undefined && found.retentionInDays === undefined
          ? ['no retention (kept for ever)']
          : []),
      ],
      seenAs: `The log group ${LOG_GROUP} was found, of which an account and Region have one.`,
      reason: singletons.reasons.databaseMetricsLogGroup,
    });
  });
}
