import { UserError } from '@muster/schema';
import { ExplainedError, SeveralErrors } from '../shared/failures';
import type { UserErrorType } from './user-error.type';

/** Who may not do a thing at all gets an error of the operation, not a payload. */
const refusals: ReadonlySet<string> = new Set(['UNAUTHENTICATED', 'FORBIDDEN']);

const toUserError = ({ code, message, inputPath }: UserError): UserErrorType => ({
  code,
  message,
  path: inputPath ?? null,
});

/**
 * Runs a mutation. Expected failures become `userErrors` over the `empty` payload, with whatever the failure has to
 * show. Refusals, expected failures of queries and everything unexpected are thrown; the gateway gives those their
 * public form (`gateway/errors/public-error.ts`).
 */
export async function payload(empty: object, work: () => Promise<object>): Promise<{ userErrors: UserErrorType[] }> {
  try {
    return { ...(await work()), userErrors: [] };
  } catch (error) {
    if (!(error instanceof UserError) || refusals.has(error.code)) throw error;
    const shown = error instanceof ExplainedError ? error.shown : {};
    const all = error instanceof SeveralErrors ? error.errors : [error];
    return { ...empty, ...shown, userErrors: all.map(toUserError) };
  }
}
