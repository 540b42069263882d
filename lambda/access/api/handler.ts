import { randomBytes } from 'node:crypto';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { awsAccess } from '../stores/aws-access';
import { awsKeys } from '../stores/aws-keys';
import { createHandler } from './create-handler';

const door = awsAccess(process.env, awsKeys(process.env)).then((access) =>
  createHandler(access, { now: Date.now, random: randomBytes }),
);

/** Answers what the API document gives to access-api. */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  return (await door)(event);
}
