import type { IncomingMessage } from 'node:http';
import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { UserError } from '@muster/schema';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import type { Services } from '../../graphql/services';
import type { Viewer } from '../../modules/auth/viewer';
import type { ViewerService } from '../../modules/auth/viewer.service';
import type { GraphQLContext } from '../context';
import { parseWithinLimits } from '../limits/document-shape';
import { type Introspection, mayReadSchema } from '../limits/introspection';
import { parseJsonText } from '../limits/json-text';
import { requestScope } from '../log/request-scope';
import { addressKey } from '../rates/address-key';
import type { RateLimits } from '../rates/rate-limits';
import { tellRate } from './rate-headers';

interface Deps {
  apollo: ApolloServer<GraphQLContext>;
  services: Services;
  viewers: ViewerService;
  rates: RateLimits;
  introspection: Introspection;
  allowedOrigins: readonly string[];
  addressOf: (request: IncomingMessage) => string;
}

const viewerOf = new WeakMap<FastifyRequest, Viewer | null>();

/** `/graphql` over HTTP. A wrong key or a foreign page is refused before anything is read. */
export function graphqlRoute(app: FastifyInstance, deps: Deps): void {
  const { apollo, services, viewers, rates, introspection, allowedOrigins, addressOf } = deps;

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

  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    async onRequest(request, reply) {
      const viewer = await identify(request);
      viewerOf.set(request, viewer);
      const scope = requestScope.getStore();
      if (scope) scope.mayReadSchema = mayReadSchema(introspection, viewer !== null);
      tellRate(reply, await rates.useApi(viewer?.credentialId ?? addressKey(addressOf(request.raw))));
    },
    async preHandler(request) {
      checkText(request);
    },
    handler: fastifyApolloHandler(apollo, {
      context: async (request) => ({ viewer: viewerOf.get(request) ?? null, services, requestId: request.id }),
    }),
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
