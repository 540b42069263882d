import assert from 'node:assert/strict';
import type { GatewayResponseType } from '@aws-sdk/client-api-gateway';
import { CreateDeploymentCommand, PutGatewayResponseCommand } from '@aws-sdk/client-api-gateway';
import type { Aws } from './aws';
import type { Deployed } from './resources';
import { the } from './resources';

/**
 * What the API answers by itself, as the document of the template says it: the emulator reads operations from that
 * document and leaves these out.
 *
 * @param resources of Api
 */
export async function setGatewayAnswers(
  { apiGateway }: Pick<Aws, 'apiGateway'>,
  resources: readonly Deployed[],
): Promise<void> {
  const { physicalId: restApiId, Properties = {} } = the(resources, 'AWS::ApiGateway::RestApi', '');
  const { physicalId: stageName } = the(resources, 'AWS::ApiGateway::Stage', '');
  const body = Properties['Body'] as {
    readonly 'x-amazon-apigateway-gateway-responses': Readonly<Record<string, GatewayAnswer>>;
  };
  const answers = Object.entries(body['x-amazon-apigateway-gateway-responses']);
  assert.ok(answers.length > 0);
  for (const [type, { statusCode, ...answer }] of answers) {
    await apiGateway.send(
      new PutGatewayResponseCommand({
        restApiId,
        responseType: type as GatewayResponseType,
        ...(statusCode === undefined ? {} : { statusCode: String(statusCode) }),
        ...answer,
      }),
    );
  }
  // They hold from the next deployment on.
  await apiGateway.send(new CreateDeploymentCommand({ restApiId, stageName }));
}

interface GatewayAnswer {
  readonly statusCode?: number;
  readonly responseParameters: Record<string, string>;
  readonly responseTemplates: Record<string, string>;
}
