import { createApp } from '../../../lib/app';
import type { App } from 'aws-cdk-lib';
import type { ZoneConfig } from '../../../lib/config/schema';
import type { ApiStackProps } from '../../../lib/stacks/api-stack';
import { ApiStack } from '../../../lib/stacks/api-stack';
import { KeysStack } from '../../../lib/stacks/keys-stack';
import type { TemplateJson } from '../templates';
import { templatesIn } from '../zone';

const ACCOUNT = '111122223333';
const lambda = (name: string) => ({
  functionArn: `arn:aws:lambda:us-east-1:${ACCOUNT}:function:${name}`,
});

/** The Api stack with nothing of a zone but its keys. */
export function apiAlone(
  config: ZoneConfig,
  change: Partial<Omit<ApiStackProps, 'config' | 'keys'>> = {},
): App {
  const app = createApp({ treeMetadata: false });
  new ApiStack(app, 'Api', {
    config,
    keys: new KeysStack(app, 'Keys', { config }),
    endpoint: { vpcEndpointId: 'vpce-0a1b2c3d' },
    userPoolArn: `arn:aws:cognito-idp:us-east-1:${ACCOUNT}:userpool/us-east-1_Example`,
    functions: {
      'access-api': lambda('access'),
      'breach-api': lambda('breach'),
      'ledger-api': lambda('ledger'),
      'phi-api': lambda('phi'),
    },
    ...change,
  });
  return app;
}

/** Its template. */
export function apiTemplate(...args: Parameters<typeof apiAlone>): TemplateJson {
  const template = templatesIn(apiAlone(...args).synth({ skipValidation: true })).get('Api');
  if (template === undefined) throw new Error('no Api stack');
  return template;
}
