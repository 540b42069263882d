/** A small document such as `api/openapi.yaml`, in which every kind of thing stands once. Made up. */
export const DOCUMENT = {
  openapi: '3.0.3',
  info: { title: 'Made up', version: '1', description: 'Not deployed.' },
  servers: [{ url: 'https://hlz.example' }],
  tags: [
    { name: 'audit', 'x-hlz-function': 'ledger-api' },
    { name: 'session', 'x-hlz-function': 'access-api' },
  ],
  paths: {
    '/v1/session': {
      get: {
        operationId: 'readSession',
        tags: ['session'],
        security: [{ people: [] }],
        responses: { 200: { description: 'The session.' } },
      },
    },
    '/v1/audit/events': {
      post: {
        operationId: 'appendAuditEvents',
        tags: ['audit'],
        security: [{ people: [] }],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/Append' },
              examples: { one: { value: { key: 'k' } } },
            },
          },
        },
        responses: {
          200: {
            description: 'Done.',
            content: {
              'application/json': { schema: { $ref: '#/components/schemas/OnlyInAnswers' } },
            },
          },
        },
      },
    },
    '/service/v1/audit/events': {
      post: {
        operationId: 'serviceAppendAuditEvents',
        tags: ['audit'],
        security: [{ services: [] }],
        parameters: [{ $ref: '#/components/parameters/OnBehalfOf' }],
        requestBody: {
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Append' } } },
        },
        responses: { 200: { description: 'Done.' } },
      },
    },
  },
  components: {
    parameters: {
      OnBehalfOf: {
        name: 'X-Hlz-On-Behalf-Of',
        in: 'header',
        required: true,
        schema: { type: 'string', pattern: '^ey', maxLength: 10 },
      },
    },
    schemas: {
      Append: {
        type: 'object',
        description: 'Whatever.',
        additionalProperties: false,
        required: ['key', 'events'],
        properties: {
          key: { type: 'string', pattern: '^[a-z]+$', minLength: 1, maxLength: 9, example: 'k' },
          note: { type: 'string', nullable: true },
          count: { type: 'integer', format: 'int32', minimum: 0, exclusiveMinimum: true },
          events: {
            type: 'array',
            minItems: 1,
            maxItems: 500,
            uniqueItems: true,
            items: { $ref: '#/components/schemas/Event' },
          },
        },
      },
      Event: {
        type: 'object',
        required: ['kind'],
        properties: {
          kind: { type: 'string', enum: ['a', 'b'] },
          either: { oneOf: [{ type: 'string' }, { type: 'integer' }] },
        },
      },
      OnlyInAnswers: { type: 'object' },
    },
  },
} as const;
