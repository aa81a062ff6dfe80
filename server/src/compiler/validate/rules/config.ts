import { type FormField, showPath } from '@muster/schema';
import { called, diagnostic } from '../../diagnostics';
import type { DraftNode } from '../../graph';
import type { Rule } from '../rule';

/** The label a person sees for a place in a config, as far as the form has one. */
function labelled(node: DraftNode, path: readonly string[]): string {
  const byKey = (fields: readonly FormField[] | undefined, key: string | undefined) =>
    fields?.find((field) => field.key === key);
  const [key, ...rest] = path;
  const field = byKey(node.definition?.form, key);
  if (!field) return path.length === 0 ? 'The config' : showPath(path);
  if (rest.length === 0) return field.label;
  const [index, inner, ...deeper] = rest;
  const column = byKey(field.fields, inner);
  if (column && deeper.length === 0) return `${field.label}, row ${Number(index) + 1}, ${column.label}`;
  return `${field.label} (${showPath(rest)})`;
}

/** Every field of a node is of the form its type asks for. */
export const config: Rule = ({ nodes }) =>
  [...nodes.values()].flatMap((node) =>
    node.configProblems.map(({ path, message }) =>
      diagnostic('CONFIG_INVALID', {
        nodes: [node.id],
        message: `${called(node)}: ${labelled(node, path)} ${message}.`,
        configPath: path,
      }),
    ),
  );
