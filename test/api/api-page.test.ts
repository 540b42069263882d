import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ITEM_FAILURES } from '../../lambda/phi/api/item-failure';
import {
  accessApi,
  breachApi,
  ledgerApi,
  phiApi,
} from '../../lambda/shared/http/generated/validators';
import type { Validator } from '../../lambda/shared/http/generated/validators';
import { findRoute } from '../../lambda/shared/http/route';
import { checkedBody } from '../../lambda/shared/http/validate';
import { apiOf } from '../../lib/api/document';
import { openApi } from '../support/api/open-api';
import { markdown } from '../../lib/markdown';
import { ROOT } from '../support/root';
import { eventFieldsTable } from './event-fields';

const FILE = join(ROOT, 'docs', 'api.md');
const START = '<!-- operations: written by `UPDATE_DOCS=1 npx jest test/api` -->\n';
const END = '<!-- /operations -->';

const document = openApi();
const { operations } = apiOf(document);

/** Without what its colon leads on to. */
function firstSentence(text: string): string {
  return `${/^[^]*?(?=[.:;] )|^[^]*(?=\.$)/.exec(text)?.[0] ?? text}.`;
}

function table(): string {
  const forServices = new Set(
    operations.filter(({ root }) => root === 'services').map(({ operation }) => operation),
  );
  return markdown(
    ['operation', 'below `/v1`', 'services too', 'what it does'],
    operations
      .filter(({ root }) => root === 'people')
      .map(({ operation, method, path }) => [
        `\`${operation}\``,
        `\`${method === 'POST' ? '' : `${method} `}${path.replace('/v1', '')}\``,
        forServices.has(operation) ? 'yes' : '',
        firstSentence(document.paths[path]?.[method.toLowerCase()]?.description ?? ''),
      ]),
  );
}

const FIELDS_START = '<!-- fields: written by `UPDATE_DOCS=1 npx jest test/api` -->\n';
const FIELDS_END = '<!-- /fields -->';

it.each([
  ['operations', START, END, table],
  ['fields of events', FIELDS_START, FIELDS_END, eventFieldsTable],
] as const)('lists the %s: else run with UPDATE_DOCS=1', (_, startMark, endMark, made) => {
  const page = readFileSync(FILE, 'utf8');
  const start = page.indexOf(startMark) + startMark.length;
  const end = page.indexOf(endMark);
  const current = `${page.slice(0, start)}${made()}\n${page.slice(end)}`;
  if (process.env['UPDATE_DOCS'] !== undefined) writeFileSync(FILE, current);
  expect(end).toBeGreaterThan(start);
  expect(readFileSync(FILE, 'utf8')).toBe(current);
});

/** Where answers are made. */
const ANSWERING = [
  'lambda/access',
  'lambda/breach',
  'lambda/identity',
  'lambda/ledger/api',
  'lambda/phi',
  'lambda/shared/http',
  'lib/constructs/api',
];
/** How an error says its code: as a field, or first in its constructor. */
const CODE =
  /\bcode: '([a-z-]+)'|new (?:NotAuthenticated|NotPermitted|NoSuchThing|AccountRefused|Undecidable|ChangeRefused)Error\(\s*'([a-z-]+)'/g;
/** Of FHIR, not of an answer. */
const FOREIGN = new Set(['humanuser', 'informational']);

function codesInCode(): ReadonlySet<string> {
  const texts = ANSWERING.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.includes('generated'))
      .map((name) => readFileSync(join(ROOT, folder, name), 'utf8')),
  );
  const codes = texts
    .flatMap((text) => [...text.matchAll(CODE)])
    .flatMap(([, field, argument]) => field ?? argument ?? []);
  return new Set(codes.filter((code) => !FOREIGN.has(code)));
}

it('names every code that an item can fail with', () => {
  const codes = Object.keys(ITEM_FAILURES);
  expect(codes.filter((code) => !PAGES[1]?.includes(`\`${code}\``))).toEqual([]);
});

it('names every code that a caller can be answered with', () => {
  const page = readFileSync(FILE, 'utf8');
  const codes = codesInCode();
  expect(codes.size).toBeGreaterThan(30);
  expect([...codes].filter((code) => !page.includes(`\`${code}\``))).toEqual([]);
});

const VALIDATORS: Readonly<Record<string, Validator<unknown>>> = {
  ...accessApi,
  ...breachApi,
  ...ledgerApi,
  ...phiApi,
};
const PAGES = [FILE, join(ROOT, 'docs', 'phi-api.md')].map((file) => readFileSync(file, 'utf8'));
const CALLS = PAGES.flatMap((page) => [...page.matchAll(/```bash\ncurl ([^]*?)\n```/g)]).map(
  ([, call = '']) => ({
    path: /"\$API([^"]*)"/.exec(call)?.[1] ?? '',
    body: / -d '([^']*)'/.exec(call)?.[1],
  }),
);

it('shows calls', () => {
  expect(CALLS.length).toBeGreaterThan(10);
});

it.each(CALLS)('shows a good call of $path', ({ path, body }) => {
  const { operation } = findRoute(body === undefined ? 'GET' : 'POST', path);
  const validator = VALIDATORS[operation];
  const sent: unknown = body === undefined ? undefined : JSON.parse(body);
  expect(validator === undefined ? undefined : checkedBody(validator, sent)).toEqual(sent);
});

it('names no patient but the one that is made up', () => {
  const named = [...PAGES.join('').matchAll(/"patientId": "([^"]*)"/g)].map(([, id]) => id);
  expect(new Set(named)).toEqual(new Set(['MADE-UP-0001']));
});
