import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Schema, Schemas } from './schema';
import { checkSchemas, nameIn } from './schema';

/** The API, as `api/openapi.yaml` describes it. */
export interface Api {
  /** Every operation on every root, in the order of the document. */
  readonly operations: readonly ApiOperation[];
  /** Schemas of bodies, by name. */
  readonly schemas: Schemas;
}

export interface ApiOperation {
  /** As the document has it: `appendAuditEvents`, or `serviceAppendAuditEvents` on the root of services. */
  readonly operationId: string;
  /** The same on both roots: `appendAuditEvents`. */
  readonly operation: string;
  readonly root: ApiRoot;
  /** In capital letters. */
  readonly method: string;
  readonly path: string;
  readonly tag: string;
  /** Name of the function that answers. */
  readonly function: string;
  readonly summary: string;
  /** Name of the schema of the request. @default - it has no body */
  readonly request?: string;
  /** Bytes of the longest body. @default - that of every operation, `LONGEST_BODY` in `lambda/shared/http/request.ts` */
  readonly longestBody?: number;
  /** Names of the schemas of JSON answers that are no problems, each once. */
  readonly answers: readonly string[];
  /** HTTP statuses that it may answer with. */
  readonly statuses: readonly number[];
}

/** People come with a token, services with a signature. */
export type ApiRoot = 'people' | 'services';

const SERVICE_PATH = '/service/';
const SERVICE_PREFIX = 'service';
const JSON_TYPE = 'application/json';

/** Parts of an OpenAPI document that we read; a test holds the document to more. */
export interface OpenApiDocument {
  readonly tags: readonly {
    readonly name: string;
    readonly description: string;
    readonly 'x-hlz-function': string;
  }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly components: {
    readonly schemas: Schemas;
    readonly examples: Readonly<Record<string, { readonly value: unknown }>>;
    readonly [kind: string]: Readonly<Record<string, unknown>>;
  };
}

export interface OpenApiOperation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly unknown[];
  readonly requestBody?: { readonly content: OpenApiContent };
  readonly 'x-hlz-longest-body'?: number;
  readonly responses: Readonly<
    Record<string, { readonly $ref?: string; readonly content?: OpenApiContent }>
  >;
}

export type OpenApiContent = Readonly<
  Record<
    string,
    { readonly schema: Schema; readonly examples?: Readonly<Record<string, { $ref: string }>> }
  >
>;

let read: OpenApiDocument | undefined;

/** The document from the repository, read once: it is long. Its form is held by a test, not here. */
export function readOpenApi(): OpenApiDocument {
  const file = join(__dirname, '..', '..', 'api', 'openapi.yaml');
  read ??= parse(readFileSync(file, 'utf8')) as OpenApiDocument;
  return read;
}

/**
 * The operations and schemas of a document.
 *
 * @throws Error for a part that the generators do not understand
 */
export function apiOf(document: OpenApiDocument): Api {
  const functions = new Map(document.tags.map((tag) => [tag.name, tag['x-hlz-function']]));
  const { schemas } = document.components;
  checkSchemas(schemas);
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) =>
      operationOf(path, method, operation, functions),
    ),
  );
  return { operations, schemas };
}

function operationOf(
  path: string,
  method: string,
  source: OpenApiOperation,
  functions: ReadonlyMap<string, string>,
): ApiOperation {
  const { operationId, tags, summary, requestBody, responses } = source;
  const { 'x-hlz-longest-body': longestBody } = source;
  const root = path.startsWith(SERVICE_PATH) ? 'services' : 'people';
  const [tag = ''] = tags;
  const answering = functions.get(tag);
  if (answering === undefined) {
    throw new Error(`${operationId}: its tag ${tag} names no function by x-hlz-function.`);
  }
  const request = schemaNameIn(requestBody?.content);
  const answers = Object.values(responses).flatMap(({ content }) => schemaNameIn(content) ?? []);
  return {
    operationId,
    operation: root === 'people' ? operationId : withoutPrefix(operationId),
    root,
    method: method.toUpperCase(),
    path,
    tag,
    function: answering,
    summary,
    ...(request === undefined ? {} : { request }),
    ...(longestBody === undefined ? {} : { longestBody }),
    answers: [...new Set(answers)],
    statuses: Object.keys(responses).map(Number),
  };
}

function withoutPrefix(operationId: string): string {
  const name = operationId.slice(SERVICE_PREFIX.length);
  if (!operationId.startsWith(SERVICE_PREFIX) || name === '') {
    throw new Error(`${operationId}: an operation for services starts with ${SERVICE_PREFIX}.`);
  }
  return `${name[0]?.toLowerCase() ?? ''}${name.slice(1)}`;
}

function schemaNameIn(content: OpenApiContent | undefined): string | undefined {
  const schema = content?.[JSON_TYPE]?.schema;
  if (schema === undefined) return undefined;
  if (schema.$ref === undefined) {
    throw new Error('a body has a schema of its own: write it under components/schemas.');
  }
  return nameIn(schema.$ref);
}
