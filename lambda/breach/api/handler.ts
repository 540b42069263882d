import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { awsAccess } from '../../access/stores/aws-access';
import { awsDesk } from '../stores/aws-desk';
import { createHandler } from './create-handler';

const door = awsAccess(process.env).then((access) =>
  createHandler(access, awsDesk(process.env, access)),
);

/** Answers what the API document gives to breach-api. */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  return (await door)(event);
}
