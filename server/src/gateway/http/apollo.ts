import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import type { GraphQLContext } from '../../graphql/context';
import type { Log } from '../../log/logger';
import { requestScope } from '../../log/request-scope';
import { limits } from '../../shared/limits';
import { formatGraphQLError } from '../errors/public-error';
import { answerText, tooLargeError } from '../limits/answer-size';
import { refuseInputValues } from '../limits/input-values';
import { type Introspection, mayReadSchema, refuseIntrospection } from '../limits/introspection';
import { refuseCostly } from '../limits/operation-cost';
import { limitRules, refuse } from '../limits/validation-rules';

/** Looks at an operation, and prices it, when its variables are known. */
const operationPlugin: ApolloServerPlugin<GraphQLContext> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ schema, document, operation, request: { variables = {} } }) {
        if (operation?.operation === 'subscription')
          throw refuse(
            'BAD_REQUEST',
            'Subscriptions are sent over a WebSocket on this address (graphql-transport-ws).',
          );
        const refusal =
          refuseInputValues(document, variables) ?? refuseCostly(schema, document, operation, variables)[0];
        if (refusal) throw refusal;
      },
    };
  },
};

/** Not a rule of validation: Apollo keeps what it has validated once, whoever asks next. */
const introspectionPlugin = (setting: Introspection): ApolloServerPlugin<GraphQLContext> => ({
  async requestDidStart() {
    return {
      async didResolveOperation({ document, contextValue: { viewer } }) {
        const refusal = mayReadSchema(setting, viewer !== null) ? null : refuseIntrospection(document, setting);
        if (refusal) throw refusal;
      },
    };
  },
});

/** Nothing but "sign in" or "try again later" to say: the status says it too, as where no operation is executed. */
const statusPlugin: ApolloServerPlugin<GraphQLContext> = {
  async requestDidStart() {
    return {
      async willSendResponse({ response }) {
        if (response.body.kind !== 'single') return;
        const { errors, data } = response.body.singleResult;
        const codes = errors?.map((error) => error.extensions?.code) ?? [];
        const empty = !data || Object.values(data).every((value) => value === null);
        if (codes.length > 0 && empty && codes.every((code) => code === 'UNAUTHENTICATED')) {
          response.http.status = 401;
          response.http.headers.set('www-authenticate', 'Bearer');
        }
        if (codes.length > 0 && empty && codes.every((code) => code === 'RATE_LIMITED')) {
          const seconds = errors?.[0]?.extensions?.retryAfterSeconds;
          response.http.status = 429;
          if (typeof seconds === 'number') response.http.headers.set('retry-after', String(seconds));
        }
      },
    };
  },
};

/** An answer over its budget is one error, and nothing else. */
const answerSizePlugin: ApolloServerPlugin<GraphQLContext> = {
  async requestDidStart() {
    return {
      async willSendResponse({ response }) {
        if (response.body.kind !== 'single') return;
        const error = tooLargeError(response.body.singleResult.errors);
        if (!error) return;
        const { path: _path, locations: _locations, ...shown } = error;
        response.body.singleResult = { errors: [shown] };
        response.http.status = 400;
      },
    };
  },
};

/** Apollo Server with everything off that a client could misuse: batches, persisted queries, landing page, stack traces. */
export async function createApollo(options: {
  schema: GraphQLSchema;
  introspection: Introspection;
  log: Log;
}): Promise<ApolloServer<GraphQLContext>> {
  const { schema, introspection, log } = options;
  const apollo = new ApolloServer<GraphQLContext>({
    schema,
    introspection: introspection !== 'nobody',
    // `formatError` hides them, from those who may not read the schema.
    hideSchemaDetailsFromClientErrors: false,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    // A browser adds these headers to a request of another origin only after asking us, and we never allow it.
    csrfPrevention: { requestHeaders: ['x-apollo-operation-name', 'apollo-require-preflight', 'authorization'] },
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: limits.tokens },
    validationRules: [...limitRules],
    formatError: (_formatted, error) =>
      formatGraphQLError(error, log, { suggestions: requestScope.getStore()?.mayReadSchema ?? false }),
    logger: log,
    stringifyResult: answerText,
    plugins: [
      introspectionPlugin(introspection),
      operationPlugin,
      statusPlugin,
      answerSizePlugin,
      ApolloServerPluginLandingPageDisabled(),
    ],
  });
  await apollo.start();
  return apollo;
}
