import {
  checkJsonValue,
  graphLimits,
  type Json,
  MAX_PAYLOAD_BYTES,
  showPath,
  UserError,
  type WorkspaceId,
} from '@muster/schema';
import type { SchemaBreach, SchemaChecks } from '../../json-schema/schema-checks';
import { SeveralErrors } from '../../shared/failures';
import type { VersionStart } from '../version/version.repository';

const invalid = (message: string, path: readonly (string | number)[]): UserError =>
  new UserError('RUN_INPUT_INVALID', message, { path: ['input', ...path] });

/**
 * The input of a run as JSON that can be kept and that follows the schema of every trigger of the version. A squad has
 * no trigger; it needs a task.
 * @throws UserError `RUN_INPUT_INVALID`, one for each place
 * @throws OperationalError `RATE_LIMITED`
 */
export async function checkRunInput(
  schemas: Pick<SchemaChecks, 'check'>,
  workspaceId: WorkspaceId,
  version: VersionStart,
  input: unknown,
): Promise<Json> {
  const checked = checkJsonValue(input, { bytes: MAX_PAYLOAD_BYTES, depth: graphLimits.jsonDepth });
  if (!checked.ok) throw new SeveralErrors(checked.problems.map(({ message, path }) => invalid(message, path)));
  if (version.kind === 'squad' && isNothing(checked.value)) {
    throw invalid('Give the squad a task: a text, or an object with a title and a description.', []);
  }
  for (const schema of version.inputSchemas) {
    const verdict = await schemas.check(workspaceId, schema, checked.value);
    if (verdict.kind === 'unusable') throw invalid(`The trigger's input schema cannot be used: ${verdict.reason}.`, []);
    if (verdict.kind === 'unchecked') throw invalid(`The input could not be checked: ${verdict.reason}.`, []);
    if (verdict.kind === 'invalid') throw new SeveralErrors(verdict.breaches.map(toError));
  }
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
