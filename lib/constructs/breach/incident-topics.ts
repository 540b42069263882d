import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Severity } from '../../../lambda/breach/vocabulary';
import type { ZoneConfig } from '../../config/schema';
import { IncidentTopic } from './incident-topic';

export interface IncidentTopicsProps {
  readonly config: ZoneConfig;
  readonly key: IKey;
  readonly failureQueue: IQueue;
}

/** Who is told of incidents, by how grave they are. No message holds PHI. */
export class IncidentTopics extends Construct implements Readonly<Record<Severity, IncidentTopic>> {
  readonly low: IncidentTopic;
  readonly medium: IncidentTopic;
  readonly high: IncidentTopic;

  constructor(scope: Construct, id: string, props: IncidentTopicsProps) {
    super(scope, id);
    const { alerts, organization } = props.config;
    const privacy =
      alerts.privacy.length > 0 ? alerts.privacy : [organization.privacyOfficial.email];
    const both = [...new Set([...privacy, ...alerts.security])];
    this.low = new IncidentTopic(this, 'Low', { ...props, severity: 'low', subscribers: privacy });
    this.medium = new IncidentTopic(this, 'Medium', {
      ...props,
      severity: 'medium',
      subscribers: privacy,
    });
    this.high = new IncidentTopic(this, 'High', { ...props, severity: 'high', subscribers: both });
  }

  get all(): readonly IncidentTopic[] {
    return [this.low, this.medium, this.high];
  }
}
