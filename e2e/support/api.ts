import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';

/** One entry of a run's log, as a client gets it. */
export interface RunEvent {
  seq: number | null;
  type: string;
  nodeId: string | null;
  iteration: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: what an event carries depends on its type; a plain client reads it loosely.
  data: any;
}

let people = 0;

/** A new account by better-auth's own HTTP endpoint; returns its cookie header. */
export async function signUp(origin: string): Promise<{ cookie: string; email: string; password: string }> {
  people += 1;
  const email = `person-${process.pid}-${Date.now()}-${people}@example.com`;
  const password = 'correct horse battery staple';
  const response = await fetch(`${origin}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ name: 'Ada Example', email, password }),
  });
  if (!response.ok) throw new Error(`sign-up answered ${response.status}: ${await response.text()}`);
  const cookie = response.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  return { cookie, email, password };
}

/** Calls the GraphQL API as any program would; throws when the answer has errors. */
export class ApiClient {
  readonly #origin: string;
  readonly #headers: Record<string, string>;

  constructor(origin: string, headers: Record<string, string>) {
    this.#origin = origin;
    this.#headers = headers;
  }

  // biome-ignore lint/suspicious/noExplicitAny: a plain client has no generated types.
  async call(query: string, variables: Record<string, unknown> = {}): Promise<any> {
    const response = await fetch(`${this.#origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: this.#origin, ...this.#headers },
      body: JSON.stringify({ query, variables }),
    });
    const answer = (await response.json()) as { data?: unknown; errors?: unknown };
    if (answer.errors) throw new Error(JSON.stringify(answer.errors));
    return answer.data;
  }

  /** A WebSocket of its own, signed in by the same headers in `connection_init`. */
  socket(): Client {
    return createClient({
      url: `${this.#origin.replace(/^http/, 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: this.#headers,
      retryAttempts: 0,
      lazy: true,
    });
  }
}

/** A client that uses the API key of a new account and nothing else. */
export async function apiKeyClient(origin: string): Promise<ApiClient> {
  return new ApiClient(origin, { authorization: `Bearer ${await signUpWithKey(origin)}` });
}

/** The secret of an API key that a new account made. */
export async function signUpWithKey(origin: string): Promise<string> {
  const { cookie } = await signUp(origin);
  const person = new ApiClient(origin, { cookie });
  const { createApiKey } = await person.call(
    'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret userErrors { code message } } }',
    { input: { name: 'automation' } },
  );
  if (!createApiKey.secret) throw new Error(`no key: ${JSON.stringify(createApiKey.userErrors)}`);
  return createApiKey.secret;
}

const subscription = `subscription ($runId: ID!, $afterSeq: Int) {
  runEvents(runId: $runId, afterSeq: $afterSeq) { seq type nodeId iteration data }
}`;

/** Reads a run's events until the run ends, or until `stop` says so (then the socket is dropped at once). */
export async function readEvents(
  client: ApiClient,
  runId: string,
  afterSeq: number,
  stop: (event: RunEvent) => boolean = () => false,
): Promise<RunEvent[]> {
  const socket = client.socket();
  const events: RunEvent[] = [];
  try {
    for await (const { data, errors } of socket.iterate<{ runEvents: RunEvent }>({
      query: subscription,
      variables: { runId, afterSeq },
    })) {
      if (errors) throw new Error(JSON.stringify(errors));
      if (!data) continue;
      events.push(data.runEvents);
      if (stop(data.runEvents)) {
        socket.terminate();
        break;
      }
    }
  } finally {
    await socket.dispose();
  }
  return events;
}
