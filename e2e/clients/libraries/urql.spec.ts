import { test } from '@playwright/test';
import {
  type CombinedError,
  cacheExchange,
  createClient,
  type ExecutionResult,
  fetchExchange,
  subscriptionExchange,
} from '@urql/core';
import { toAsyncIterable } from 'wonka';
import { connect, openSocket } from './connect';
import { runGuide } from './guide';

/** urql answers errors as a value. */
function dataOf<Data>({ data, error }: { data?: Data | undefined; error?: CombinedError | undefined }) {
  if (error) throw error;
  return data;
}

test('urql runs the guide with its defaults, queries by GET', async () => {
  const access = await connect();
  const socket = openSocket(access);
  const methods: string[] = [];
  const client = createClient({
    url: access.url,
    fetchOptions: { headers: access.headers },
    fetch: (input, init) => {
      methods.push(init?.method ?? 'GET');
      return fetch(input, init);
    },
    exchanges: [
      cacheExchange,
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query, variables }) => ({
          subscribe: (sink) => ({
            unsubscribe: socket.subscribe(
              { query: query ?? '', variables: variables as Record<string, unknown> },
              { next: (value) => sink.next(value as ExecutionResult), error: sink.error, complete: sink.complete },
            ),
          }),
        }),
      }),
    ],
  });
  await runGuide({
    query: async (document, variables) => dataOf(await client.query(document, variables).toPromise()),
    mutate: async (document, variables) => dataOf(await client.mutation(document, variables).toPromise()),
    subscribe: async function* (document, variables) {
      for await (const result of toAsyncIterable(client.subscription(document, variables))) {
        // urql ends a stream by giving its last result once more, with `hasNext: false`.
        if (result.hasNext) yield dataOf(result);
      }
    },
  });
  test.expect(methods).toContain('GET');
  await socket.dispose();
});
