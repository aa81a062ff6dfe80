import { OperationalError, type RunFailure, UnexpectedError, UserError } from '@muster/schema';
import type { RuntimeLog } from '../ports';

/** A node's failure as it is recorded, and whether another attempt may help. */
export interface NodeFailure {
  failure: RunFailure;
  retryable: boolean;
  retryAfterMs: number;
}

/** Our three families keep their words; anything else is a defect of ours: logged, and masked for the user. */
export function toNodeFailure(error: unknown, nodeId: string, log: RuntimeLog): NodeFailure {
  if (error instanceof UserError) {
    return { failure: { code: error.code, message: error.message, nodeId }, retryable: false, retryAfterMs: 0 };
  }
  if (error instanceof OperationalError) {
    const failure = { code: error.code, message: error.message, nodeId };
    return { failure, retryable: true, retryAfterMs: error.retryAfterMs ?? 0 };
  }
  const defect = new UnexpectedError('a node threw what it must not throw', { cause: error });
  log.error({ err: error, nodeId }, defect.message);
  const message = 'Something went wrong on our side; the details are in the log.';
  return { failure: { code: defect.code, message, nodeId }, retryable: true, retryAfterMs: 0 };
}
