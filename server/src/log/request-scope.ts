import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { Trace } from './trace-context';

interface RequestScope {
  requestId: string;
  trace: Trace;
  /** Whether errors may name parts of the schema; known once the caller is. */
  mayReadSchema?: boolean;
}

/** Which request the code runs for; every log line carries it. */
export const requestScope = new AsyncLocalStorage<RequestScope>();

export const newRequestId = (): string => `req_${randomUUID().replaceAll('-', '').slice(0, 20)}`;

/** What of it stands in every log line. */
export const logFields = (scope: RequestScope | undefined): object =>
  scope ? { requestId: scope.requestId, traceId: scope.trace.traceId, spanId: scope.trace.spanId } : {};
