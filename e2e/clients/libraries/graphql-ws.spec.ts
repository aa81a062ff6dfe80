import { test } from '@playwright/test';
import { connect, openSocket } from './connect';
import { runGuide } from './guide';
import { socketEvents } from './socket-events';

test('graphql-ws alone runs the guide: queries and mutations go over the socket too', async () => {
  const socket = openSocket(await connect());
  const events = socketEvents(socket);
  const once = async (document: string, variables: Record<string, unknown>) => {
    for await (const data of events(document, variables)) return data;
    throw new Error('The server ended the operation without an answer.');
  };
  await runGuide({ query: once, mutate: once, subscribe: events });
  await socket.dispose();
});
