import type { Aws } from '../zone/aws';
import { signed } from './sigv4';

export interface JsonOperation {
  /** Name in the credential scope, such as `sqs`. */
  readonly service: string;
  /** Such as `AmazonSQS.CreateQueue`. */
  readonly target: string;
}

/** Calls a service that speaks a JSON protocol and for which there is no client here, as the root user. */
export async function jsonCall(
  { endpoint, rootUser }: Pick<Aws, 'endpoint' | 'rootUser'>,
  { service, target }: JsonOperation,
  input: object,
): Promise<unknown> {
  const url = new URL('/', endpoint);
  const body = JSON.stringify(input);
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': target };
  const answer = await fetch(url, {
    method: 'POST',
    headers: signed({ method: 'POST', url, headers, body }, rootUser, service),
    body,
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${target}: ${String(answer.status)} ${text}`);
  return text === '' ? {} : JSON.parse(text);
}
