import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { test } from '@playwright/test';
import { OperationTypeNode } from 'graphql';
import { connect, openSocket } from './connect';
import { eachValueFrom } from './each-value';
import { runGuide } from './guide';

test('Apollo Client runs the guide with its defaults', async () => {
  const access = await connect();
  const socket = openSocket(access);
  const client = new ApolloClient({
    cache: new InMemoryCache(),
    link: ApolloLink.split(
      ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
      new GraphQLWsLink(socket),
      new HttpLink({ uri: access.url, headers: access.headers }),
    ),
  });
  await runGuide({
    query: async (document, variables) => (await client.query({ query: gql(document), variables })).data,
    mutate: async (document, variables) => (await client.mutate({ mutation: gql(document), variables })).data,
    subscribe: async function* (document, variables) {
      const results = client.subscribe<unknown>({ query: gql(document), variables });
      for await (const { data, error } of eachValueFrom<ApolloClient.SubscribeResult<unknown>>(results)) {
        if (error) throw error;
        yield data;
      }
    },
  });
  client.stop();
  await socket.dispose();
});
