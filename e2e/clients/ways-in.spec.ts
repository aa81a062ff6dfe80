import { networkInterfaces } from 'node:os';
import { expect, test } from '@playwright/test';
import { getIntrospectionQuery } from 'graphql';
import { apiKeyClient } from '../support/api';

const origin = (): string => process.env.MUSTER_E2E_URL ?? '';
const post = (body: BodyInit, headers: Record<string, string> = {}, more: RequestInit = {}) =>
  fetch(`${origin()}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
    ...more,
  });

test('Q8 a body that is too large is refused as such on the address people open, with and without a length', async () => {
  const large = JSON.stringify({ query: '{ __typename }', variables: { text: 'x'.repeat(12_000_000) } });
  for (let time = 0; time < 3; time++) {
    const answer = await post(large);
    expect([answer.status, (await answer.json()).errors[0].extensions.code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
  }
  const stream = new Blob([large]).stream();
  const chunked = await post(stream, {}, { duplex: 'half' } as RequestInit);
  expect([chunked.status, (await chunked.json()).errors[0].extensions.code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
});

test('Q13 the schema is for callers who are signed in', async () => {
  const query = getIntrospectionQuery();
  const anonymous = await post(JSON.stringify({ query }));
  expect([anonymous.status, (await anonymous.json()).errors[0].extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
  const client = await apiKeyClient(origin());
  expect((await client.call(query)).__schema.queryType.name).toBe('Query');
});

test('only this machine reaches it', async () => {
  const others = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => address);
  // On Linux, what listens on every address answers on this one too.
  if (process.platform === 'linux') others.push('127.0.0.2');
  const { port } = new URL(origin());
  for (const address of others)
    await expect(fetch(`http://${address}:${port}/`), address).rejects.toThrow('fetch failed');
  expect((await fetch(`http://127.0.0.1:${port}/sign-in`)).status).toBe(200);
});
