import { test } from '@playwright/test';
import { GraphQLClient } from 'graphql-request';
import { connect, openSocket } from './connect';
import { runGuide } from './guide';
import { socketEvents } from './socket-events';

test('graphql-request runs the guide with its defaults; graphql-ws follows', async () => {
  const access = await connect();
  const client = new GraphQLClient(access.url, { headers: access.headers });
  const socket = openSocket(access);
  const request = (document: string, variables: Record<string, unknown>) => client.request(document, variables);
  await runGuide({ query: request, mutate: request, subscribe: socketEvents(socket) });
  await socket.dispose();
});
