import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

interface RequestScope {
  requestId: string;
}

/** Which request the code runs for; every log line carries it. */
export const requestScope = new AsyncLocalStorage<RequestScope>();

export const newRequestId = (): string => `req_${randomUUID().replaceAll('-', '').slice(0, 20)}`;
