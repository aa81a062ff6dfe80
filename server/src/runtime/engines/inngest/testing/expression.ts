import type { Json } from '@muster/schema';
import { isJsonObject } from '@muster/schema';

function lookUp(path: string, scope: { async: Json; event: Json }): Json {
  const [root, ...keys] = path.split('.');
  let value: Json = root === 'async' ? scope.async : scope.event;
  for (const key of keys) value = isJsonObject(value) && Object.hasOwn(value, key) ? (value[key] ?? null) : null;
  return value;
}

const side = (text: string, scope: { async: Json; event: Json }): Json =>
  /^(async|event)\./.test(text) ? lookUp(text, scope) : (JSON.parse(text) as Json);

/** The one form of expression our functions register: `<path or literal> == <path or literal>`. */
export function matches(expression: string | undefined, scope: { async: Json; event: Json }): boolean {
  if (expression === undefined) return true;
  const [left, right] = expression.split(' == ');
  if (left === undefined || right === undefined) throw new Error(`cannot evaluate ${expression}`);
  return side(left, scope) === side(right, scope);
}
