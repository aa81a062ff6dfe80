import { expression, isJsonObject, type Json, type JsonObject, reference, template } from '@muster/schema';

/** One dynamic value in a config, and where it stands. `node` of a reference may also be a root such as `$input`. */
export type ValueUse =
  | { kind: 'reference'; node: string; path: string[] }
  | { kind: 'expression'; source: string; path: string[] }
  | { kind: 'malformed'; what: '$ref' | '$template' | '$expr'; path: string[] };

const forms = { $ref: reference, $template: template, $expr: expression } as const;

function usesOf(value: JsonObject, what: keyof typeof forms, path: string[]): ValueUse[] {
  if (!forms[what].safeParse(value).success) return [{ kind: 'malformed', what, path }];
  if (what === '$expr') return [{ kind: 'expression', source: value.$expr as string, path }];
  const parts = what === '$ref' ? [value] : (value.$template as Json[]);
  return parts.filter(isJsonObject).map((part) => ({
    kind: 'reference',
    node: (part.$ref as { node: string }).node,
    path,
  }));
}

/**
 * Every reference, template and expression in a config, in order. `literal` keys at the top are left out. Depth is bounded
 * by `readGraph`, so recursion is safe here.
 */
export function findUses(config: JsonObject, literal: ReadonlySet<string>): ValueUse[] {
  const found: ValueUse[] = [];
  const visit = (value: Json | undefined, path: string[]): void => {
    if (Array.isArray(value)) {
      for (const [index, element] of value.entries()) visit(element, [...path, String(index)]);
    } else if (isJsonObject(value)) {
      const what = (['$ref', '$template', '$expr'] as const).find((key) => Object.hasOwn(value, key));
      if (what) found.push(...usesOf(value, what, path));
      else for (const key of Object.keys(value)) visit(value[key], [...path, key]);
    }
  };
  for (const key of Object.keys(config)) if (!literal.has(key)) visit(config[key], [key]);
  return found;
}
