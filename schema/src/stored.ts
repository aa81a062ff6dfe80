import { z } from 'zod';
import { UserError } from './errors';
import type { VersionId } from './ids';
import type { RunFailure } from './run/status';
import { describeProblems, showPath } from './zod-sentences';

/** The first thing that is wrong, as the end of a sentence. */
function problemOf(error: z.ZodError): string {
  const [problem] = describeProblems(error, 1);
  if (!problem) return 'it has the wrong form';
  return `${problem.path.length === 0 ? 'it' : showPath(problem.path)} ${problem.message}`;
}

/**
 * Reads a document as it was stored, by this or an older Muster.
 * @param what names the document and where it is, as the beginning of a sentence: "The pins of run run_1"
 * @throws UserError `DATA_UNREADABLE`, which says what cannot be read, where and why.
 */
export function readStored<Schema extends z.ZodType>(schema: Schema, value: unknown, what: string): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new UserError('DATA_UNREADABLE', `${what} cannot be read: ${problemOf(parsed.error)}.`);
}

const failure = z.object({ code: z.string(), message: z.string(), nodeId: z.string().optional() });

/** Reads a stored failure. One that cannot be read becomes a failure that says so: it must not hide that there was one. */
export function readStoredFailure(value: unknown, what: string): RunFailure | null {
  if (value === null || value === undefined) return null;
  const parsed = failure.safeParse(value);
  if (!parsed.success) {
    return { code: 'DATA_UNREADABLE', message: `${what} cannot be read: ${problemOf(parsed.error)}.` };
  }
  const { nodeId, ...known } = parsed.data;
  return nodeId === undefined ? known : { ...known, nodeId };
}

/** The versions a run is pinned to: squad workflow id → version id. */
export const runPins = z.record(
  z.string(),
  z.string().transform((id) => id as VersionId),
);
