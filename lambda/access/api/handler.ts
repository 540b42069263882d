import { randomBytes } from 'node:crypto';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { readSettings } from '../../shared/settings';
import { awsAccess } from '../stores/aws-access';
import { createHandler } from './create-handler';

const { PHI_KEY } = readSettings(process.env, ['PHI_KEY']);
const door = awsAccess(process.env, PHI_KEY).then((access) =>
  createHandler(access, { now: Date.now, random: randomBytes }),
);

/** Answers what the API document gives to access-api. */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  return (await door)(event);
}
