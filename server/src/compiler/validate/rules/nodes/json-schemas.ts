import { literalKeys } from '@muster/nodes';
import { isJsonObject } from '@muster/schema';
import { called, diagnostic } from '../../../diagnostics';
import { schemaFlaw } from '../../json-schema-flaws';
import type { Rule } from '../rule';

/** A JSON Schema in a config is a correct schema. */
export const jsonSchemas: Rule = ({ nodes }) =>
  [...nodes.values()].flatMap((node) => {
    if (!node.definition || !node.config) return [];
    return [...literalKeys(node.definition)].flatMap((key) => {
      const schema = node.config?.[key];
      const flaw = isJsonObject(schema) ? schemaFlaw(schema) : null;
      if (flaw === null) return [];
      const label = node.definition?.form.find((field) => field.key === key)?.label ?? key;
      return diagnostic('SCHEMA_INVALID', {
        nodes: [node.id],
        message: `${called(node)}: ${label} is not a correct JSON Schema: ${flaw}.`,
        configPath: [key],
      });
    });
  });
