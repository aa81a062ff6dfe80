import type { IncomingMessage } from 'node:http';
import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { UserError } from '@muster/schema';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { createAnswerBudget } from '../../graphql/answer-budget';
import type { GraphQLContext, Services } from '../../graphql/context';
import { requestScope } from '../../log/request-scope';
import type { ViewerService } from '../../modules/auth/viewer.service';
import { limits } from '../../shared/limits';
import type { Viewer } from '../../shared/viewer';
import { parseWithinLimits } from '../limits/document-shape';
import { type Introspection, mayReadSchema } from '../limits/introspection';
import { parseJsonText } from '../limits/json-text';
import { addressKey } from '../rates/address-key';
import type { Admission } from '../rates/admission';
import type { RateLimits } from '../rates/rate-limits';
import { tellRate } from './rate-headers';

interface Deps {
  apollo: ApolloServer<GraphQLContext>;
  services: Services;
  viewers: ViewerService;
  rates: RateLimits;
  admission: Admission;
  introspection: Introspection;
  allowedOrigins: readonly string[];
  addressOf: (request: IncomingMessage) => string;
}

const viewerOf = new WeakMap<FastifyRequest, Viewer | null>();

/** `/graphql` over HTTP. A wrong key or a foreign page is refused before anything is read. */
export function graphqlRoute(app: FastifyInstance, deps: Deps): void {
  const { apollo, services, viewers, rates, admission, introspection, allowedOrigins, addressOf } = deps;

  async function identify(request: FastifyRequest): Promise<Viewer | null> {
    const { authorization, cookie, origin } = request.headers;
    if (cookie && !authorization && origin && !allowedOrigins.includes(origin))
      throw new UserError(
        'FORBIDDEN',
        'Pages of this origin may not use your session. Is MUSTER_URL set to the address you opened?',
      );
    try {
      return await viewers.authenticate({ authorization, cookie });
    } catch (error) {
      if (error instanceof UserError && authorization) await rates.useWrongKey(addressKey(addressOf(request.raw)));
      throw error;
    }
  }

  /** Who takes turns with others: a workspace, or an address that is not signed in. */
  const callerOf = (request: FastifyRequest): string =>
    viewerOf.get(request)?.workspaceId ?? addressKey(addressOf(request.raw));

  const contexts = new WeakMap<FastifyRequest, GraphQLContext>();
  const execute = fastifyApolloHandler(apollo, {
    async context(request) {
      const viewer = viewerOf.get(request) ?? null;
      const context = { viewer, services, requestId: request.id, answer: createAnswerBudget(limits.answerBytes) };
      contexts.set(request, context);
      return context;
    },
  });

  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    async onRequest(request, reply) {
      const viewer = await identify(request);
      viewerOf.set(request, viewer);
      const scope = requestScope.getStore();
      if (scope) scope.mayReadSchema = mayReadSchema(introspection, viewer !== null);
      tellRate(reply, await rates.useApi(viewer?.credentialId ?? addressKey(addressOf(request.raw))));
      const bytes = Number(request.headers['content-length'] ?? 0) || 0;
      // What is larger is refused, and not read.
      if (bytes <= limits.bodyBytes) await admission.moveIn(callerOf(request), bytes);
    },
    async preHandler(request) {
      checkText(request);
    },
    async handler(request, reply) {
      const caller = callerOf(request);
      const answer = await admission.run(caller, () => execute.call(app, request, reply) as Promise<unknown>);
      const context = contexts.get(request);
      if (context) admission.moveOut(caller, context.answer.used());
      return answer;
    },
  });
}

/** What must be refused before Apollo reads it. */
function checkText(request: FastifyRequest): void {
  const isGet = request.method === 'GET';
  const source = (isGet ? request.query : request.body) as Record<string, unknown> | null;
  if (typeof source !== 'object' || source === null) return;
  const { query, variables, extensions } = source;
  if (typeof query === 'string') checkDocument(query);
  for (const part of isGet ? [variables, extensions] : []) if (typeof part === 'string') parseJsonText(part);
  if (!isGet && (typeof variables === 'string' || Array.isArray(variables)))
    throw new UserError('INVALID_INPUT', '`variables` must be an object.');
}

/** Apollo parses once more, and answers what is wrong with the syntax. */
function checkDocument(query: string): void {
  try {
    parseWithinLimits(query);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    if (error.extensions.code === 'QUERY_TOO_COMPLEX') throw new UserError('QUERY_TOO_COMPLEX', error.message);
  }
}
