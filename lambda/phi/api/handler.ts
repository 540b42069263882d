import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { awsAccess } from '../../access/stores/aws-access';
import { awsPseudonyms } from '../../access/stores/aws-keys';
import { awsPhi } from '../stores/aws-phi';
import { createHandler } from './create-handler';

const door = awsAccess(process.env, { pseudonyms: awsPseudonyms(process.env) }).then((access) =>
  createHandler(access, awsPhi(process.env, access.pseudonyms), { now: Date.now }),
);

/** Answers what the API document gives to phi-api. */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  return (await door)(event);
}
