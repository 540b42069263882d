import * as z from 'zod/mini';
import { auditEventSchema } from './event';

type Schema = z.core.$ZodType & { readonly def: object };

/**
 * The JSON Schema (draft 2020-12) of a stored event, for who reads the ledger. It says all but two
 * things: that no value looks like an identifier of a person, and that an event has at most 16 KiB.
 *
 * Not for handlers: what writes it is larger than the schema itself.
 */
export function auditEventJsonSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(auditEventSchema, { metadata: named() });
  return {
    $schema,
    title: 'Audit event of the HIPAA landing zone',
    description:
      'One event as it is stored: canonical JSON (RFC 8785), at most 16 KiB. Values that look like an identifier of a person are refused beside what this schema says.',
    ...schema,
  };
}

/** Every field by the name that it has where it is met first, so that it is written out once. */
function named(): z.core.$ZodRegistry<{ readonly id?: string; readonly description?: string }> {
  const registry = z.registry<{ readonly id?: string; readonly description?: string }>();
  const taken = new Map<string, number>();
  const nameField = (name: string, field: Schema): void => {
    if (registry.has(field) || 'values' in field.def) return;
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    registry.add(field, {
      ...z.globalRegistry.get(field),
      id: count === 1 ? name : `${name}-${String(count)}`,
    });
  };
  const visit = (schema: Schema): void => {
    const { def } = schema;
    const described = z.globalRegistry.get(schema);
    if (described !== undefined && !registry.has(schema)) registry.add(schema, described);
    if ('innerType' in def) visit(def.innerType as Schema);
    if ('element' in def) visit(def.element as Schema);
    if ('options' in def) (def.options as readonly Schema[]).forEach(visit);
    if ('shape' in def) {
      for (const [name, field] of Object.entries(def.shape as Readonly<Record<string, Schema>>)) {
        nameField(name, 'innerType' in field.def ? (field.def.innerType as Schema) : field);
        visit(field);
      }
    }
  };
  visit(auditEventSchema);
  return registry;
}

if (require.main === module) {
  process.stdout.write(`${JSON.stringify(auditEventJsonSchema(), null, 2)}\n`);
}
