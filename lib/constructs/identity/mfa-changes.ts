import type { Construct } from 'constructs';
import { TRAIL_EVENTS } from '../../../lambda/identity/events/trail-event';
import type { ZoneConfig } from '../../config/schema';
import { mfaRuleName } from '../../names';
import type { EventRuleProps } from '../functions/event-rule';
import { EventRule } from '../functions/event-rule';

export interface MfaChangesProps extends Pick<EventRuleProps, 'listener' | 'failureQueue'> {
  readonly config: ZoneConfig;
}

/**
 * Hears from the trail of second factors that come and go, and of what administrators do to accounts:
 * Cognito has no trigger for them, and its log of sign-ins does not tell. Which user pool it was, the
 * function looks at.
 */
export class MfaChanges extends EventRule {
  constructor(scope: Construct, id: string, props: MfaChangesProps) {
    super(scope, id, {
      ...props,
      name: mfaRuleName(props.config),
      description: 'Second factors that come and go, from the trail',
      eventPattern: {
        source: ['aws.cognito-idp'],
        // The second for what people do on the sign-in pages.
        'detail-type': ['AWS API Call via CloudTrail', 'AWS Service Event via CloudTrail'],
        detail: {
          eventSource: ['cognito-idp.amazonaws.com'],
          eventName: Object.keys(TRAIL_EVENTS),
        },
      },
    });
  }
}
