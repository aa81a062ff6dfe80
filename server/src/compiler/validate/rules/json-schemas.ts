import { literalKeys } from '@muster/nodes';
import { isJsonObject, showPath } from '@muster/schema';
import { Ajv2020 } from 'ajv/dist/2020';
import { called, diagnostic } from '../../diagnostics';
import type { Rule } from '../rule';

let checker: Ajv2020 | null = null;

/** What is wrong with a JSON Schema; null when nothing is. Nothing of the schema is compiled or run. */
function flawOf(schema: unknown): string | null {
  checker ??= new Ajv2020({ strict: false, allErrors: false, logger: false });
  const { $schema: _, ...rest } = schema as Record<string, unknown>;
  if (checker.validateSchema(rest)) return outsideReference(rest);
  const [error] = checker.errors ?? [];
  const place = error?.instancePath.split('/').filter(Boolean) ?? [];
  return `${place.length > 0 ? `at ${showPath(place)} it ` : 'it '}${error?.message ?? 'is not correct'}`;
}

/** A schema refers to its own parts only: nothing is fetched. Depth is bounded by `readGraph`. */
function outsideReference(schema: unknown): string | null {
  if (Array.isArray(schema)) return schema.map(outsideReference).find((flaw) => flaw !== null) ?? null;
  if (!isJsonObject(schema)) return null;
  const { $ref } = schema;
  if (typeof $ref === 'string' && !$ref.startsWith('#')) return `it refers to "${$ref}", outside itself`;
  return (
    Object.values(schema)
      .map(outsideReference)
      .find((flaw) => flaw !== null) ?? null
  );
}

/** A JSON Schema in a config is a correct schema. */
export const jsonSchemas: Rule = ({ nodes }) =>
  [...nodes.values()].flatMap((node) => {
    if (!node.definition || !node.config) return [];
    return [...literalKeys(node.definition)].flatMap((key) => {
      const schema = node.config?.[key];
      const flaw = isJsonObject(schema) ? flawOf(schema) : null;
      if (flaw === null) return [];
      const label = node.definition?.form.find((field) => field.key === key)?.label ?? key;
      return diagnostic('SCHEMA_INVALID', {
        nodes: [node.id],
        message: `${called(node)}: ${label} is not a correct JSON Schema: ${flaw}.`,
        configPath: [key],
      });
    });
  });
