import { buildClientSchema, getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SignedIn } from '../testing/test-client';
import { smallSchema } from './testing/small-schema';
import { startTestGateway, type TestGateway } from './testing/test-gateway';

let server: TestGateway;
let person: SignedIn;
let key: SignedIn;

async function start(env: Record<string, string>): Promise<void> {
  server = await startTestGateway(smallSchema(), { env });
  const signedUp = await server.signUp();
  person = signedUp;
  key = await server.apiKey(signedUp, ['runs:read']);
}
const ask = async (query: string, as?: SignedIn) => {
  const { status, body } = await server.gql(query, as ? { as } : {});
  return { status, body, code: body.errors?.[0]?.extensions?.code, text: JSON.stringify(body) };
};
const overSocket = async (query: string) => {
  const socket = server.socket(key);
  const answers: unknown[] = [];
  try {
    for await (const answer of socket.iterate({ query })) answers.push(answer);
  } catch (error) {
    answers.push(error);
  }
  await socket.dispose();
  return JSON.stringify(answers);
};
const wrong = '{ thinge { id } }';
const typeByName = '{ __type(name: "Thing") { name } }';

describe('Q13 the schema, when nothing is set', () => {
  beforeAll(() => start({ NODE_ENV: 'production' }));
  afterAll(() => server.stop());

  it('is for callers who are signed in: a person, or any API key', async () => {
    for (const as of [person, key]) {
      const { status, body } = await ask(getIntrospectionQuery(), as);
      expect(status).toBe(200);
      expect(buildClientSchema(body.data).getType('Thing')).toBeDefined();
    }
    expect(await overSocket(typeByName)).toContain('Thing');
  });

  it('is not for anyone else, also not behind a fragment, an alias or another field, or asked again', async () => {
    const questions = [
      getIntrospectionQuery(),
      typeByName,
      '{ a: __schema { types { name } } }',
      '{ thing { id } ...F } fragment F on Query { __type(name: "Thing") { name } }',
      '{ ... on Query { ... { __schema { queryType { name } } } } }',
      'query A { thing { id } } query B { __schema { types { name } } }',
    ];
    for (const query of questions)
      for (const as of [undefined, key, undefined])
        if (!as) expect([(await ask(query)).status, (await ask(query)).code], query).not.toContain(200);
        else await ask(query, as);
    expect(await ask(typeByName)).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    expect((await ask(typeByName)).text).not.toContain('"Thing"');
  });

  it('is not given away by guesses at a wrong name, but for those who may read it', async () => {
    expect((await ask(wrong)).text).not.toMatch(/did you mean/i);
    for (const as of [person, key]) expect((await ask(wrong, as)).text).toMatch(/Did you mean \\"thing/);
    expect((await ask(wrong)).text).not.toMatch(/did you mean/i);
    expect(await overSocket(wrong)).toMatch(/Did you mean/);
  });

  it('lets anyone ask for __typename', async () => {
    expect(await ask('{ __typename thing { __typename } }')).toMatchObject({ status: 200 });
  });
});

describe('Q13 MUSTER_INTROSPECTION', () => {
  it('1 shows the schema to anyone', async () => {
    await start({ MUSTER_INTROSPECTION: '1' });
    expect(await ask(typeByName)).toMatchObject({ status: 200, body: { data: { __type: { name: 'Thing' } } } });
    expect((await ask(wrong)).text).toMatch(/Did you mean/);
    await server.stop();
  });

  it('0 shows it to nobody', async () => {
    await start({ MUSTER_INTROSPECTION: '0' });
    for (const as of [undefined, person, key]) {
      expect(await ask(typeByName, as)).toMatchObject({ status: 400, code: 'GRAPHQL_VALIDATION_FAILED' });
      expect((await ask(wrong, as)).text).not.toMatch(/did you mean/i);
    }
    expect(await overSocket(typeByName)).toContain('GRAPHQL_VALIDATION_FAILED');
    expect(await overSocket(wrong)).not.toMatch(/did you mean/i);
    await server.stop();
  });
});
