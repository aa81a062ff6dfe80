import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resolverSecret, smallSchema } from '../testing/small-schema';
import { startTestGateway, type TestGateway } from '../testing/test-gateway';

let server: TestGateway;
beforeAll(async () => {
  server = await startTestGateway(smallSchema(), { env: { MUSTER_INTROSPECTION: '0' } });
});
afterAll(() => server.stop());

const codeOf = (body: { errors?: { extensions?: { code?: string } }[] }) => body.errors?.[0]?.extensions?.code;
const nested = (levels: number, leaf = 'id') => `${'{ thing '}${'{ self '.repeat(levels - 2)}{ ${leaf} }${' }'.repeat(levels - 1)}`;

describe('limits over HTTP', () => {
  it('answers an ordinary query', async () => {
    const { status, body } = await server.gql(nested(12));
    expect(body.errors).toBeUndefined();
    expect(status).toBe(200);
  });

  it('Q1 refuses a query one level too deep', async () => {
    const { status, body } = await server.gql(nested(13));
    expect([status, codeOf(body)]).toEqual([400, 'QUERY_TOO_COMPLEX']);
  });
});
