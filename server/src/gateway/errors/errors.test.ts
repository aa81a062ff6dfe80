import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { resolverSecret, smallSchema } from '../testing/small-schema';
import { startTestGateway, type TestGateway } from '../testing/test-gateway';

let server: TestGateway;
beforeAll(async () => {
  server = await startTestGateway(smallSchema());
});
afterAll(() => server.stop());

describe('errors of an operation', () => {
  it('shows an expected error with its code and the place in the input', async () => {
    const { body } = await server.gql('{ fail(how: "user") }');
    expect(body.errors[0]).toMatchObject({
      message: 'The graph has 5.1 MB; the limit is 5 MB.',
      extensions: { code: 'GRAPH_TOO_LARGE', inputPath: ['input', 'graph'] },
    });
  });

  it('shows a fault of the surroundings in our own words', async () => {
    const { body } = await server.gql('{ fail(how: "outside") }');
    expect(body.errors[0]).toMatchObject({ extensions: { code: 'MODEL_UNAVAILABLE' } });
  });

  it('Q13b masks a defect and logs it under the id the client got', async () => {
    const { body, headers } = await server.gql('{ fail(how: "defect") }');
    const [error] = body.errors;
    expect(JSON.stringify(body)).not.toContain('hunter2');
    expect(error.extensions).toEqual({ code: 'INTERNAL', errorId: expect.stringMatching(/^err_[0-9a-f]{16}$/) });
    const line =
      server
        .logs()
        .split('\n')
        .find((entry) => entry.includes(error.extensions.errorId)) ?? '';
    expect(JSON.parse(line)).toMatchObject({ level: 50, requestId: headers.get('x-request-id') });
    expect(line).toContain('pg: password=');
    expect(line).not.toContain('hunter2');
    expect(resolverSecret).toContain('hunter2');
  });

  it('S2 masks what breaks under sign-in, and prints it nowhere but in the log', async () => {
    const printed: unknown[] = [];
    const print = vi.spyOn(console, 'error').mockImplementation((...parts) => void printed.push(parts));
    const person = await server.signUp();
    await server.database.db.$executeRaw`ALTER TABLE "Session" RENAME TO "Session_gone"`;
    const before = server.logs().length;
    const { status, body } = await server.signIn(person.email, person.password);
    await server.database.db.$executeRaw`ALTER TABLE "Session_gone" RENAME TO "Session"`;
    print.mockRestore();
    expect([status, body.errors?.[0].extensions.code]).toEqual([500, 'INTERNAL']);
    expect(JSON.stringify(body)).not.toMatch(/Session|prisma/i);
    expect(server.logs().slice(before)).toContain(body.errors[0].extensions.errorId);
    expect(printed).toEqual([]);
  });

  it('S2 masks what breaks while an operation on a socket is counted', async () => {
    const broken = new Error(`redis://:hunter2-hunter2@10.0.0.7 went away`);
    const count = vi.spyOn(server.rates, 'useApi');
    const socket = server.socket(await server.apiKey(await server.signUp()));
    count.mockRejectedValue(broken);
    const answers: unknown[] = [];
    try {
      for await (const answer of socket.iterate({ query: '{ thing { id } }' })) answers.push(answer);
    } catch (error) {
      answers.push(error);
    }
    count.mockRestore();
    await socket.dispose();
    expect(JSON.stringify(answers)).toContain('INTERNAL');
    expect(JSON.stringify(answers)).not.toMatch(/hunter2|10\.0\.0\.7/);
  });

  it('masks what a subscription threw', async () => {
    const socket = server.socket(await server.apiKey(await server.signUp()));
    const answers: unknown[] = [];
    for await (const answer of socket.iterate({ query: 'subscription { failing }' })) answers.push(answer);
    expect(JSON.stringify(answers)).toContain('INTERNAL');
    expect(JSON.stringify(answers)).not.toContain('hunter2');
    await socket.dispose();
  });

  it('says of a wrong variable what is wrong with it', async () => {
    const { status, body } = await server.gql('query ($how: String!) { fail(how: $how) }', { variables: { how: 7 } });
    expect([status, body.errors[0].extensions.code]).toEqual([400, 'BAD_USER_INPUT']);
  });
});
