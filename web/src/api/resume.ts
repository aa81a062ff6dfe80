import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { ErrorCode, RequestErrorCode } from '@muster/schema';
import { type FormattedExecutionResult, type GraphQLFormattedError, print } from 'graphql';
import type { Client } from 'graphql-ws';
import { connectionEvents } from './connection';
import { reconnectDelayMs } from './socket';

interface Resumable<Data, Variables> {
  document: TypedDocumentNode<Data, Variables>;
  /** Called before each try, so that a new one asks for what comes after the last thing seen. */
  variables: () => Variables;
  onData: (data: Data) => void;
  /** The server answered with an error that another try will not mend. */
  onRefused: (errors: readonly GraphQLFormattedError[]) => void;
  /** The server ended the stream. Returning true means it ended too early: try again. */
  onComplete: () => boolean;
}

const isRefusal = (reason: unknown): reason is readonly GraphQLFormattedError[] =>
  Array.isArray(reason) && reason.some((error) => typeof error?.message === 'string');

/** Errors that mean "later", not "no". */
const passing = new Set<string>(['RATE_LIMITED', 'SERVER_UNREACHABLE', 'INTERNAL'] satisfies (
  | ErrorCode
  | RequestErrorCode
)[]);
const passes = (errors: readonly GraphQLFormattedError[]): boolean =>
  errors.some((error) => passing.has(String(error.extensions?.code)));

/**
 * A subscription that outlives its connection: it comes back by itself, at once when the browser says it is online
 * again, and asks each time for what comes next. Returns the function that ends it.
 */
export function subscribeResuming<Data, Variables extends Record<string, unknown>>(
  client: Pick<Client, 'subscribe'>,
  { document, variables, onData, onRefused, onComplete }: Resumable<Data, Variables>,
): () => void {
  const query = print(document);
  let retries = 0;
  let ended = false;
  let unsubscribe = (): void => undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const again = () => {
    if (ended) return;
    connectionEvents.lost();
    clearTimeout(timer);
    timer = setTimeout(start, reconnectDelayMs(retries));
    retries += 1;
  };
  const refuse = (errors: readonly GraphQLFormattedError[]) => {
    if (passes(errors)) return again();
    stop();
    onRefused(errors);
  };
  function start(): void {
    clearTimeout(timer);
    timer = undefined;
    let settled = false;
    const once = (then: () => void) => {
      if (settled || ended) return;
      settled = true;
      then();
    };
    unsubscribe = client.subscribe<Data>(
      { query, variables: variables() },
      {
        next: (result: FormattedExecutionResult<Data>) => {
          retries = 0;
          if (result.errors) once(() => refuse(result.errors ?? []));
          else if (result.data && !ended) onData(result.data);
        },
        error: (reason) => once(() => (isRefusal(reason) ? refuse(reason) : again())),
        complete: () => once(() => (onComplete() ? again() : stop())),
      },
    );
  }
  const online = () => {
    if (timer !== undefined) start();
  };
  function stop(): void {
    if (ended) return;
    ended = true;
    clearTimeout(timer);
    globalThis.removeEventListener?.('online', online);
    unsubscribe();
    connectionEvents.unwanted();
  }

  globalThis.addEventListener?.('online', online);
  start();
  return stop;
}
