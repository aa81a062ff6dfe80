import type { Client } from 'graphql-ws';

/** Reads a subscription with graphql-ws; errors of the operation are thrown. */
export const socketEvents = (socket: Client) =>
  async function* (query: string, variables: Record<string, unknown>): AsyncGenerator<unknown> {
    for await (const { data, errors } of socket.iterate({ query, variables })) {
      if (errors) throw new Error(JSON.stringify(errors));
      yield data;
    }
  };
