import { z } from 'zod';
import { profileDefaults } from './profiles';
import { zoneConfigSchema } from './schema';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/**
 * The JSON Schema (draft 7) of what a person may write: what every profile has a default for is not
 * required, and says which. It is for editors; what takes more than one value is checked on loading.
 */
export function zoneConfigJsonSchema(): JsonSchema {
  const { $schema, ...written } = z.toJSONSchema(zoneConfigSchema, {
    target: 'draft-7',
    override: ({ jsonSchema }) => {
      // No format of JSON Schema; the pattern beside it says the same.
      if (jsonSchema.format === 'cidrv4') delete jsonSchema.format;
    },
  });
  const title = 'Zone of the HIPAA landing zone';
  const defaults = [profileDefaults('production'), profileDefaults('sandbox')] as const;
  return { $schema, title, ...withDefaults(written, ...defaults) };
}

/** A schema whose fields know their defaults in both profiles. */
function withDefaults(schema: JsonSchema, production: unknown, sandbox: unknown): JsonSchema {
  const { properties, required, ...rest } = schema;
  if (properties === undefined || !isRecord(production) || !isRecord(sandbox)) {
    return { ...schema, description: described(schema.description, production, sandbox) };
  }
  const fields = Object.entries(properties).map(([key, field]) => [
    key,
    typeof field === 'object' && (key in production || key in sandbox)
      ? withDefaults(field, production[key], sandbox[key])
      : field,
  ]);
  const missing = required?.filter((key) => !(key in production && key in sandbox)) ?? [];
  return {
    ...rest,
    properties: Object.fromEntries(fields),
    ...(missing.length > 0 && { required: missing }),
  };
}

function described(description: string | undefined, production: unknown, sandbox: unknown): string {
  const inProduction = shown(production);
  const inSandbox = shown(sandbox);
  const value =
    inProduction === inSandbox
      ? inProduction
      : `${inProduction} in production, ${inSandbox} in sandbox`;
  return [description, `Default: ${value.replace(/\.$/, '')}.`].filter(Boolean).join(' ');
}

/** As one would write it in YAML. */
function shown(value: unknown): string {
  if (value === undefined) return 'none';
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
