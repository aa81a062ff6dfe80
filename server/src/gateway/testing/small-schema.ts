import { OperationalError, UserError } from '@muster/schema';
import { buildSchema, type GraphQLSchema } from 'graphql';
import type { GraphQLContext } from '../../graphql/context';
import { requireScope, requireViewer, type Scope } from '../../shared/viewer';

const typeDefs = `
  scalar JSON
  type Viewer { userId: ID! workspaceId: ID! kind: String! scopes: [String!]! role: String! }
  type Thing { id: ID! name: String self: Thing things(first: Int!): ThingConnection! plain: [Thing!]! }
  type ThingConnection { nodes: [Thing!]! totalCount: Int! }
  type CreateApiKeyPayload { id: ID secret: String userErrors: [UserError!]! }
  type UserError { code: String! message: String! }
  input CreateApiKeyInput { name: String! scopes: [String!] }
  type Query {
    viewer: Viewer
    thing: Thing
    things(first: Int!): ThingConnection!
    echo(value: JSON): JSON
    fail(how: String!): String
    needs(scope: String!): String!
  }
  type Mutation { createApiKey(input: CreateApiKeyInput!): CreateApiKeyPayload! }
  type Subscription { ticks(count: Int!): Int never: Int failing: Int blobs: String }
`;

/** What a client must never read. */
export const resolverSecret = 'pg: password=hunter2-hunter2 at 10.0.0.7';

const thing: object = {
  id: 't1',
  name: 'a thing',
  self: () => thing,
  plain: () => [thing],
  things: ({ first }: { first: number }) => ({ nodes: Array(first).fill(thing), totalCount: first }),
};

const failures: Readonly<Record<string, () => never>> = {
  user: () => {
    throw new UserError('GRAPH_TOO_LARGE', 'The graph has 5.1 MB; the limit is 5 MB.', { path: ['input', 'graph'] });
  },
  outside: () => {
    throw new OperationalError('MODEL_UNAVAILABLE', 'The model did not answer.');
  },
  defect: () => {
    throw new Error(resolverSecret);
  },
};

async function* ticks(count: number): AsyncGenerator<{ ticks: number }> {
  for (let tick = 1; tick <= count; tick++) yield { ticks: tick };
}

/** How many blobs of 100 kB have been asked for. */
export const blobs = { made: 0 };

async function* endlessBlobs(): AsyncGenerator<{ blobs: string }> {
  const blob = 'x'.repeat(100_000);
  for (;;) {
    blobs.made += 1;
    yield { blobs: blob };
  }
}

/** Ends only when the reader goes. */
async function* silence(): AsyncGenerator<{ never: number }> {
  let end = (): void => undefined;
  const gone = new Promise<void>((resolve) => {
    end = resolve;
  });
  try {
    await gone;
    yield { never: 0 };
  } finally {
    end();
  }
}

/** A schema with a field for each way of behaving that the gateway has to cope with. */
export function smallSchema(): GraphQLSchema {
  const schema = buildSchema(typeDefs);
  const fields = (name: string) => schema.getType(name) as unknown as { getFields(): Record<string, Field> };
  const query = fields('Query').getFields();
  set(query, 'viewer', (_root, _args, { viewer }) => viewer);
  set(query, 'thing', () => thing);
  set(query, 'things', (_root, { first }) => ({ nodes: Array(Number(first)).fill(thing), totalCount: 1 }));
  set(query, 'echo', (_root, { value }) => value);
  set(query, 'fail', (_root, { how }) => failures[String(how)]?.());
  set(query, 'needs', (_root, { scope }, { viewer }) => requireScope(viewer, scope as Scope).userId);
  set(fields('Mutation').getFields(), 'createApiKey', async (_root, { input }, { viewer, services }) => {
    const made = await services.apiKeys.create(viewer, input as { name: string; scopes?: string[] });
    return { id: made.id, secret: made.secret, userErrors: [] };
  });
  const subscription = fields('Subscription').getFields();
  listen(subscription, 'ticks', ({ count }) => ticks(Number(count)));
  listen(subscription, 'never', () => silence());
  listen(subscription, 'blobs', () => endlessBlobs());
  listen(subscription, 'failing', () => {
    throw new Error(resolverSecret);
  });
  return schema;
}

type Args = Record<string, unknown>;
type Resolve = (root: unknown, args: Args, context: GraphQLContext) => unknown;
interface Field {
  resolve?: Resolve;
  subscribe?: Resolve;
}

function set(fields: Record<string, Field>, name: string, resolve: Resolve): void {
  const field = fields[name];
  if (field) field.resolve = resolve;
}

function listen(fields: Record<string, Field>, name: string, stream: (args: Args) => unknown): void {
  const field = fields[name];
  if (field)
    field.subscribe = (_root, args, { viewer }) => {
      requireViewer(viewer);
      return stream(args);
    };
}
