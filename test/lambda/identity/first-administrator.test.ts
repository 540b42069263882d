import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createDirectory } from '../../../lambda/identity/directory';
import { newEntry } from '../../../lambda/identity/directory-changes';
import { IDENTITY_TABLES } from '../../../lambda/identity/tables';
import { accessApi } from '../../../lambda/shared/http/generated/validators';
import { checkedBody } from '../../../lambda/shared/http/validate';
import { dynamoTable } from '../../../lambda/shared/stores/dynamo-table';
import { ROOT } from '../../support/root';

/** What docs/first-deploy.md has whoever sets a zone up write by hand. */
const PAGE = readFileSync(join(ROOT, 'docs', 'first-deploy.md'), 'utf8');
const [, SECTION = ''] = PAGE.split('## The first administrator\n');
const [ITEM = '', BODY = ''] = SECTION.match(/^\{\n(?: {2}.*\n)+\}/gm) ?? [];

const SUB = '3f1c2d4e-0a1b-4c2d-8e3f-222222222222';
const VARIABLES: Readonly<Record<string, string>> = {
  $SUB: SUB,
  $TENANT: /^TENANT=(\S+)/m.exec(SECTION)?.[1] ?? '',
};

it('the item is one that the directory reads: an active administrator', async () => {
  const text = ITEM.replaceAll(/\$[A-Z]+/g, (name) => VARIABLES[name] ?? name);
  const Item = JSON.parse(text) as Record<string, AttributeValue>;
  const client = { send: async () => ({ Item }) } as unknown as Pick<DynamoDBClient, 'send'>;
  const directory = createDirectory(dynamoTable(client, 'directory', IDENTITY_TABLES.directory));
  expect(await directory.get(SUB)).toEqual(
    newEntry({
      user: SUB,
      tenant: 'mercy-example',
      role: 'it-administrator',
      departments: [],
      timeZone: 'America/New_York',
    }),
  );
});

it('he is put into the group of the role that his entry has', () => {
  expect(/--group-name (\S+)/.exec(SECTION)?.[1]).toBe('it-administrator');
});

it('the body by which others follow is one that the API takes', () => {
  expect(checkedBody(accessApi.changeUser, JSON.parse(BODY))).toMatchObject({ change: 'create' });
});

it('the table is found by the name that it has in its stack', () => {
  const snapshot = readFileSync(
    join(ROOT, 'test/stacks/__snapshots__/identity-stack.test.ts.snap'),
    'utf8',
  );
  const [, begins = 'nothing'] = /identity (\S+) AWS::DynamoDB::Table/.exec(SECTION) ?? [];
  const found = snapshot.match(new RegExp(`^ {2}${begins}[0-9A-F]{8}:`, 'gm')) ?? [];
  expect(new Set(found).size).toBe(1);
});
