import { checkJsonValue, graphLimits, type Json, MAX_PAYLOAD_BYTES, UserError, type VersionId } from '@muster/schema';
import { SeveralErrors } from '../shared/failures';
import type { VersionStart } from '../version/version.repository';
import { makeSchemaChecker, type SchemaChecker } from './input-schema';

const MAX_REMEMBERED = 500;

const invalid = (message: string, path: readonly (string | number)[]): UserError =>
  new UserError('RUN_INPUT_INVALID', message, { path: ['input', ...path] });

/**
 * The input of a run as JSON that can be kept and that follows the schema of every trigger of the version. A squad has no trigger; it needs a task.
 * @throws UserError `RUN_INPUT_INVALID`, one for each place.
 */
export function checkRunInput(version: VersionStart, input: unknown): Json {
  const checked = checkJsonValue(input, { bytes: MAX_PAYLOAD_BYTES, depth: graphLimits.jsonDepth });
  if (!checked.ok) throw new SeveralErrors(checked.problems.map(({ message, path }) => invalid(message, path)));
  if (version.kind === 'squad' && isNothing(checked.value)) {
    throw invalid('Give the squad a task: a text, or an object with a title and a description.', []);
  }
  for (const checker of checkersOf(version)) {
    if ('unusable' in checker) throw invalid(`The trigger's input schema cannot be used: ${checker.unusable}.`, []);
    const problems = checker.check(checked.value);
    if (problems.length > 0) throw new SeveralErrors(problems.map(({ message, path }) => invalid(message, path)));
  }
  return checked.value;
}

const isNothing = (value: Json): boolean =>
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (typeof value === 'object' && Object.keys(value).length === 0);

const remembered = new Map<VersionId, SchemaChecker[]>();

/** Versions never change, so neither do their checkers; the oldest are forgotten. */
function checkersOf({ id: versionId, inputSchemas }: VersionStart): SchemaChecker[] {
  const known = remembered.get(versionId);
  if (known) return known;
  const made = inputSchemas.map(makeSchemaChecker);
  const [oldest] = remembered.keys();
  if (oldest !== undefined && remembered.size >= MAX_REMEMBERED) remembered.delete(oldest);
  remembered.set(versionId, made);
  return made;
}
