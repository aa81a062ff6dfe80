import { randomUUID } from 'node:crypto';
import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';

/** A person with a session, as the sign-up endpoint made them. */
export interface TestPerson {
  email: string;
  password: string;
  /** The `cookie` header of the session. */
  cookie: string;
}

/** What came back over HTTP. */
export interface TestAnswer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads an answer as loosely as a plain client does.
  body: any;
}

/** Headers that sign a request in: a person's cookie, or an API key. */
export type SignedIn = { cookie: string } | { authorization: string };

/** A plain client of a running server: nothing of ours but the address. */
export interface TestClient {
  url: string;
  /** A new account with a fresh address; its session comes with it. */
  signUp(details?: { name?: string; email?: string; password?: string }): Promise<TestPerson>;
  signIn(email: string, password: string): Promise<TestAnswer & { cookie: string }>;
  /** One GraphQL operation over HTTP. */
  gql(
    query: string,
    options?: { variables?: object; as?: SignedIn | undefined; headers?: object },
  ): Promise<TestAnswer>;
  /** Any request with a JSON body. */
  post(path: string, body: unknown, headers?: object): Promise<TestAnswer>;
  /** A new API key of this person's workspace, as the header that uses it. */
  apiKey(person: TestPerson, scopes?: string[]): Promise<{ id: string; secret: string; authorization: string }>;
  /** A graphql-ws client; end it with `dispose`. `as` goes into `connection_init` (a key) or the upgrade (a cookie). */
  socket(as?: SignedIn, headers?: Record<string, string>): Client;
  /** A bare socket on `/graphql`, for saying what no well-behaved client says. */
  rawSocket(headers?: Record<string, string>): WebSocket;
}

export function createTestClient(url: string, publicUrl: string): TestClient {
  const socketUrl = `${url.replace(/^http/, 'ws')}/graphql`;

  const post: TestClient['post'] = async (path, body, headers = {}) => {
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: response.status, headers: response.headers, body: readBody(await response.text()) };
  };

  const signIn: TestClient['signIn'] = async (email, password) => {
    const answer = await post('/api/auth/sign-in/email', { email, password }, { origin: publicUrl });
    return { ...answer, cookie: cookiesOf(answer.headers) };
  };

  return {
    url,
    post,
    signIn,
    async signUp({ name = 'Ada Example', email, password = 'correct horse battery' } = {}) {
      const address = email ?? `ada-${randomUUID()}@example.com`;
      const body = { name, email: address, password };
      const answer = await post('/api/auth/sign-up/email', body, { origin: publicUrl });
      if (answer.status !== 200) throw new Error(`sign-up answered ${answer.status}: ${JSON.stringify(answer.body)}`);
      return { email: address, password, cookie: cookiesOf(answer.headers) };
    },
    gql: (query, { variables = {}, as = undefined, headers = {} } = {}) =>
      post('/graphql', { query, variables }, { ...as, ...headers }),
    async apiKey(person, scopes) {
      const { body } = await post(
        '/graphql',
        {
          query: `mutation ($input: CreateApiKeyInput!) {
            createApiKey(input: $input) { id secret userErrors { code message } }
          }`,
          variables: { input: { name: 'test', ...(scopes ? { scopes } : {}) } },
        },
        { cookie: person.cookie },
      );
      const made = body.data?.createApiKey;
      if (!made?.secret) throw new Error(`no API key: ${JSON.stringify(body)}`);
      return { id: made.id, secret: made.secret, authorization: `Bearer ${made.secret}` };
    },
    socket(as, headers = {}) {
      const upgrade = { ...headers, ...(as && 'cookie' in as ? as : {}) };
      return createClient({
        url: socketUrl,
        webSocketImpl: socketWith(upgrade),
        connectionParams: as && 'authorization' in as ? as : {},
        retryAttempts: 0,
        lazy: true,
      });
    },
    rawSocket: (headers = {}) => new WebSocket(socketUrl, 'graphql-transport-ws', { headers }),
  };
}

const cookiesOf = (headers: Headers): string =>
  headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');

function readBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** `graphql-ws` makes its sockets itself; a browser's cookie comes with the upgrade. */
const socketWith = (headers: Record<string, string>) =>
  class extends WebSocket {
    constructor(address: string, protocol: string) {
      super(address, protocol, { headers });
    }
  };
