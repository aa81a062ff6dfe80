import { type Json, type JsonObject, UserError } from '@muster/schema';
import type { SchemaChecks } from '../../json-schema/schema-checks';

/** Checks with the schemas of one workspace. */
export interface FormChecks {
  schemas: Pick<SchemaChecks, 'check'>;
  workspaceId: string;
}

/** Throws UserError INVALID_INPUT for a schema that cannot be checked, before a model is paid to follow it. */
export async function assertSchema(
  { schemas, workspaceId }: FormChecks,
  schema: JsonObject | undefined,
): Promise<void> {
  if (!schema) return;
  const verdict = await schemas.check(workspaceId, schema);
  if (verdict.kind === 'valid') return;
  throw new UserError(
    'INVALID_INPUT',
    'The output schema cannot be checked: it is not valid JSON Schema, or a pattern in it needs look-around or back-references.',
  );
}

/** Places in an answer where its JSON may stand: all of it, a code block, from the first bracket to the last. */
function candidates(text: string): string[] {
  const block = /```(?:json)?\s*\n([\s\S]*?)```/.exec(text)?.[1];
  const first = text.search(/[{[]/);
  const last = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
  return [text, block ?? '', first >= 0 && last > first ? text.slice(first, last + 1) : ''].filter(
    (part) => part.trim() !== '',
  );
}

function parseJson(text: string): { value: Json } | null {
  for (const part of candidates(text)) {
    try {
      return { value: JSON.parse(part) as Json };
    } catch {
      // The next candidate may do.
    }
  }
  return null;
}

/** The JSON of a model's answer, checked against the schema; or what is wrong, in words for the model. */
export async function readAnswer(
  { schemas, workspaceId }: FormChecks,
  text: string,
  schema: JsonObject | undefined,
): Promise<{ ok: true; data: Json } | { ok: false; problem: string }> {
  if (text.trim() === '') return { ok: false, problem: 'Your answer was empty.' };
  if (!schema) return { ok: true, data: null };
  const parsed = parseJson(text);
  if (!parsed) return { ok: false, problem: 'Your answer is not JSON.' };
  const verdict = await schemas.check(workspaceId, schema, parsed.value);
  if (verdict.kind === 'valid') return { ok: true, data: parsed.value };
  if (verdict.kind !== 'invalid') return { ok: false, problem: `Your answer could not be checked: ${verdict.reason}.` };
  const problems = verdict.breaches.slice(0, 5).map(({ at, message }) => `- ${at || '/'} ${message}`);
  return { ok: false, problem: `Your answer does not follow the schema:\n${problems.join('\n')}` };
}

/** What the model is told after an answer that was of no use. */
export const repairRequest = (problem: string, schema: JsonObject | undefined): string =>
  schema
    ? `${problem}\nAnswer again: the whole answer, as JSON only, following the schema.`
    : `${problem}\nAnswer again, in words.`;
