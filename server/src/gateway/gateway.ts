import type { IncomingMessage } from 'node:http';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Config } from '../config/config';
import type { Services } from '../graphql/context';
import type { Log } from '../log/logger';
import { newRequestId, requestScope } from '../log/request-scope';
import { traceOf, traceResponse } from '../log/trace-context';
import type { SignIn } from '../modules/auth/sign-in';
import type { ViewerService } from '../modules/auth/viewer.service';
import { limits } from '../shared/limits';
import { answerErrors } from './http/answer-errors';
import { createApollo } from './http/apollo';
import { authRoutes } from './http/auth-routes';
import { answerBrokenRequest } from './http/broken-requests';
import { compressAnswers } from './http/compress-answers';
import { createDeviceCookie } from './http/device-cookie';
import { graphqlRoute } from './http/graphql-route';
import { healthRoutes, type ReadinessCheck } from './http/health-routes';
import { acceptOnlyJson } from './http/json-body';
import { logRequests } from './http/log-requests';
import { refuseOddPaths } from './http/request-path';
import { setSecurityHeaders } from './http/security-headers';
import { readUnreadBodies } from './http/unread-bodies';
import { callerAddress } from './rates/address-key';
import { createAdmission } from './rates/admission';
import type { RateLimits } from './rates/rate-limits';
import { createSocketServer } from './socket/socket-server';

export interface GatewayDeps {
  config: Config;
  log: Log;
  schema: GraphQLSchema;
  services: Services;
  signIn: SignIn;
  viewers: ViewerService;
  rates: RateLimits;
  readiness: Readonly<Record<string, ReadinessCheck>>;
  /** Further ways in, such as an engine's endpoint; each adds its routes in a scope of its own. */
  mounts: readonly ((app: FastifyInstance) => Promise<void> | void)[];
}

/** The way in: HTTP and WebSockets, with everything that guards them. */
export interface Gateway {
  /** Resolves to the address it answers on. */
  listen(): Promise<string>;
  /** Asks again whether the credentials of open sockets hold. */
  recheckSockets(): Promise<void>;
  /** Sends sockets away, stops accepting, and lets requests in flight end. */
  close(): Promise<void>;
}

export async function createGateway(deps: GatewayDeps): Promise<Gateway> {
  const { config, log, schema, services, signIn, viewers, rates } = deps;
  const app: FastifyInstance = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: limits.bodyBytes,
    genReqId: newRequestId,
    requestTimeout: 60_000,
    forceCloseConnections: 'idle',
    clientErrorHandler: answerBrokenRequest,
    // A connection kept alive is told to end with the answer to its last request, which is not refused.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 500 },
  });
  const { publicUrl, allowedOrigins, introspection, trustedProxies } = config;
  const https = publicUrl.startsWith('https:');
  const devices = createDeviceCookie(config.sessionSecret, { secure: https });
  const addressOf = (request: IncomingMessage): string => callerAddress(request, trustedProxies);
  const admission = createAdmission();
  const apollo = await createApollo({ schema, introspection, log });

  app.addHook('onRequest', (request, reply, done) => {
    const trace = traceOf(request.headers.traceparent);
    reply.header('traceresponse', traceResponse(trace));
    requestScope.run({ requestId: request.id, trace }, done);
  });
  let closing = false;
  refuseOddPaths(app);
  readUnreadBodies(app);
  app.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close');
  });
  logRequests(app, log);
  setSecurityHeaders(app, { https });
  answerErrors(app, log);
  healthRoutes(app, deps.readiness);
  await app.register(async (scope) => {
    acceptOnlyJson(scope);
    await scope.register(async (graphql) => {
      await compressAnswers(graphql);
      graphqlRoute(graphql, {
        apollo,
        services,
        viewers,
        rates,
        admission,
        introspection,
        allowedOrigins,
        addressOf,
      });
    });
    authRoutes(scope, { signIn, rates, devices, publicUrl, addressOf });
  });
  for (const mount of deps.mounts) await app.register(async (scope) => mount(scope));

  const sockets = createSocketServer({
    schema,
    services,
    viewers,
    rates,
    admission,
    introspection,
    allowedOrigins,
    recheckSeconds: config.recheckSeconds,
    log,
    addressOf,
  });
  app.server.on('upgrade', sockets.upgrade);

  return {
    listen: () => app.listen({ host: config.apiHost, port: config.apiPort }),
    recheckSockets: () => sockets.recheck(),
    async close() {
      closing = true;
      const late = setTimeout(() => app.server.closeAllConnections(), config.shutdownSeconds * 1000);
      await sockets.close();
      await app.close();
      clearTimeout(late);
      await apollo.stop();
    },
  };
}
