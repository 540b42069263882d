import { z } from 'zod';
import type { Path } from './problems';
import { zoneConfigSchema } from './schema';

/** The schema of what stands at a path; nothing for a path that no config has. */
export function schemaAt(
  path: Path,
  schema: z.core.$ZodType | undefined = zoneConfigSchema,
): z.core.$ZodType | undefined {
  const [step, ...rest] = path;
  if (schema instanceof z.ZodOptional) return schemaAt(path, schema.unwrap());
  if (step === undefined) return schema;
  if (schema instanceof z.ZodArray) return schemaAt(rest, schema.element);
  return schema instanceof z.ZodObject && Object.hasOwn(schema.shape, step)
    ? schemaAt(rest, schema.shape[step])
    : undefined;
}

/** Keys of the mapping at a path; none where there is no mapping. */
export function knownKeys(path: Path): readonly string[] {
  const schema = schemaAt(path);
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

/** Whether a value would do at a path. */
export function fits(path: Path, value: unknown): boolean {
  const schema = schemaAt(path);
  return schema !== undefined && z.safeParse(schema, value).success;
}

/** An example of the value at a path, for what has no default. */
export function exampleAt(path: Path): string | undefined {
  const schema = schemaAt(path);
  const examples = schema && z.globalRegistry.get(schema)?.examples;
  const first: unknown = Array.isArray(examples) ? examples[0] : undefined;
  return typeof first === 'string' ? first : undefined;
}
