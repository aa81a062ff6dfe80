import { isJsonObject, isTemplate, type Json } from '@muster/schema';
import type { Asker, Scope, Values } from '../../runtime';
import { fence } from './fence';
import { formatTask } from './format-task';

type Resolve = Pick<Values, 'resolve'>;

function sourceOf(part: Json): string {
  const ref = isJsonObject(part) ? part.$ref : undefined;
  if (!isJsonObject(ref) || typeof ref.node !== 'string') return 'workflow value';
  const path = Array.isArray(ref.path) ? ref.path.map(String) : [];
  return [ref.node.replace('$', ''), ...path].join('.');
}

/**
 * Instructions as a prompt: what the author wrote stands as it is, what references and expressions bring in is fenced.
 * `dynamic` says whether anything was brought in. Throws what `Values.resolve` throws.
 */
export async function resolveInstructions(
  values: Resolve,
  instructions: Json,
  scope: Scope,
  asker: Asker,
): Promise<{ text: string; dynamic: boolean }> {
  if (typeof instructions === 'string') return { text: instructions, dynamic: false };
  if (isTemplate(instructions)) {
    const parts = await Promise.all(
      instructions.$template.map(async (part) => {
        if (typeof part === 'string') return part;
        const value = await values.resolve(part as Json, scope, asker);
        return value === null ? '' : `\n${fence(sourceOf(part as Json), formatTask(value))}\n`;
      }),
    );
    return { text: parts.join('').trim(), dynamic: instructions.$template.some((part) => typeof part !== 'string') };
  }
  const value = await values.resolve(instructions, scope, asker);
  return { text: value === null ? '' : fence(sourceOf(instructions), formatTask(value)), dynamic: true };
}
