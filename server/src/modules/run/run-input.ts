import {
  checkJsonValue,
  graphLimits,
  type Json,
  type JsonObject,
  MAX_PAYLOAD_BYTES,
  showPath,
  UserError,
  type WorkspaceId,
} from '@muster/schema';
import type { SchemaBreach, SchemaChecks } from '../../json-schema/schema-checks';
import { SeveralErrors } from '../../shared/failures';

const invalid = (message: string, path: readonly (string | number)[]): UserError =>
  new UserError('RUN_INPUT_INVALID', message, { path: ['input', ...path] });

/**
 * Returns the input of a run as JSON that can be stored and that follows the schema of the trigger that fires. For a
 * squad, which has no trigger, `trigger` is null, and the input is a task.
 * @throws UserError `RUN_INPUT_INVALID`, one for each place
 * @throws OperationalError `RATE_LIMITED`
 */
export async function checkRunInput(
  schemas: Pick<SchemaChecks, 'check'>,
  workspaceId: WorkspaceId,
  trigger: { inputSchema: JsonObject | null } | null,
  input: unknown,
): Promise<Json> {
  const checked = checkJsonValue(input, { bytes: MAX_PAYLOAD_BYTES, depth: graphLimits.jsonDepth });
  if (!checked.ok) throw new SeveralErrors(checked.problems.map(({ message, path }) => invalid(message, path)));
  if (trigger === null && isNothing(checked.value)) {
    throw invalid('Give the squad a task: a text, or an object with a title and a description.', []);
  }
  if (!trigger?.inputSchema) return checked.value;
  const verdict = await schemas.check(workspaceId, trigger.inputSchema, checked.value);
  if (verdict.kind === 'unusable') throw invalid(`The trigger's input schema cannot be used: ${verdict.reason}.`, []);
  if (verdict.kind === 'unchecked') throw invalid(`The input could not be checked: ${verdict.reason}.`, []);
  if (verdict.kind === 'invalid') throw new SeveralErrors(verdict.breaches.map(toError));
  return checked.value;
}

const isNothing = (value: Json): boolean =>
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (typeof value === 'object' && Object.keys(value).length === 0);

function toError({ at, message, missing, extra, allowed }: SchemaBreach): UserError {
  const path = at
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (missing !== undefined) return invalid(`${nameOf([...path, missing])} is missing.`, [...path, missing]);
  if (extra !== undefined) return invalid(`${nameOf([...path, extra])} is not allowed.`, [...path, extra]);
  return invalid(`${nameOf(path)} ${message}${allowed === undefined ? '' : `: ${allowed}`}.`, path);
}

const nameOf = (path: string[]): string => (path.length === 0 ? 'The input' : showPath(path));
