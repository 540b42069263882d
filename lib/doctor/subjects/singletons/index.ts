import type { ZoneConfig } from '../../../config/schema';
import type { Answers } from '../../answers';
import type { Finding } from '../../finding';
import { analyzers } from './analyzers';
import { apiGatewayLogRole } from './api-gateway';
import { databaseMetrics } from './database-metrics';
import { detection } from './detection';
import { recorder } from './recorder';
import { trail } from './trail';

/** One finding at least for each setting below `singletons`. */
export function singletons(zone: ZoneConfig, answers: Answers): readonly Finding[] {
  return [
    ...trail(zone, answers),
    ...recorder(zone, answers),
    ...detection(zone, answers),
    ...analyzers(zone, answers),
    ...apiGatewayLogRole(zone, answers),
    ...databaseMetrics(zone, answers),
  ];
}
