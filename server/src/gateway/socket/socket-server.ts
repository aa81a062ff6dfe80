import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { UserError } from '@muster/schema';
import { type ExecutionArgs, type ExecutionResult, execute, GraphQLError, type GraphQLSchema } from 'graphql';
import { type Context, handleProtocols, makeServer } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { createAnswerBudget } from '../../graphql/answer-budget';
import type { GraphQLContext, Services } from '../../graphql/context';
import type { Log } from '../../log/logger';
import { newRequestId, requestScope } from '../../log/request-scope';
import { traceOf } from '../../log/trace-context';
import type { Credentials, ViewerService } from '../../modules/auth/viewer.service';
import { limits } from '../../shared/limits';
import type { Viewer } from '../../shared/viewer';
import { formatGraphQLError } from '../errors/public-error';
import { tooLargeError } from '../limits/answer-size';
import { type Introspection, mayReadSchema } from '../limits/introspection';
import { tooComplex } from '../limits/validation-rules';
import { addressKey } from '../rates/address-key';
import type { Admission } from '../rates/admission';
import type { RateLimits } from '../rates/rate-limits';
import { createConnections } from './connections';
import { prepareOperation } from './prepare-operation';
import { adaptSocket, closeCodes } from './socket-adapter';
import { createWaitingRoom } from './waiting-room';

interface Deps {
  schema: GraphQLSchema;
  services: Services;
  viewers: ViewerService;
  rates: RateLimits;
  admission: Admission;
  introspection: Introspection;
  allowedOrigins: readonly string[];
  recheckSeconds: number;
  log: Log;
  addressOf: (request: IncomingMessage) => string;
}
interface Extra {
  socket: WebSocket;
  request: IncomingMessage;
  viewer: Viewer | null;
}
type SocketContext = Context<Record<string, unknown> | undefined, Extra>;

/** GraphQL over WebSockets (`graphql-transport-ws`) on `/graphql`, behind the same limits as HTTP. */
export function createSocketServer(deps: Deps) {
  const { schema, services, viewers, rates, admission, introspection, allowedOrigins, log, addressOf } = deps;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: limits.socketMessageBytes, handleProtocols });
  const connections = createConnections(viewers, log);
  const waiting = createWaitingRoom();
  const sweep = setInterval(() => void connections.recheck(), deps.recheckSeconds * 1000);
  let closing = false;
  // Who is on a socket is signed in.
  const format = (error: unknown) =>
    formatGraphQLError(error, log, { suggestions: mayReadSchema(introspection, true) });

  /** Closes with the reason; graphql-ws's own close that follows has no effect any more. */
  function refuse(socket: WebSocket, code: number, reason: string): false {
    socket.close(code, reason);
    return false;
  }

  async function connect(context: SocketContext): Promise<boolean> {
    const { socket, request } = context.extra;
    const address = addressKey(addressOf(request));
    const credentials = credentialsOf(context, request);
    if (!credentials) return refuse(socket, closeCodes.badRequest, '`authorization` must be text');
    try {
      const viewer = await viewers.authenticate(credentials);
      if (!viewer) return refuse(socket, closeCodes.unauthenticated, 'UNAUTHENTICATED: sign in, or send an API key');
      if (socket.readyState !== socket.OPEN) return false;
      if (!connections.add({ socket, address, credentials, viewer }))
        return refuse(socket, closeCodes.tooMany, 'RATE_LIMITED: too many sockets');
      waiting.leave(socket);
      context.extra.viewer = viewer;
      return true;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      await rates.useWrongKey(address).catch(() => undefined);
      const code = error.code === 'FORBIDDEN' ? closeCodes.forbidden : closeCodes.unauthenticated;
      return refuse(socket, code, `${error.code}: this sign-in or API key does not hold`);
    }
  }

  /** Queries and mutations take turns with those over HTTP. */
  async function executeInTurn(args: ExecutionArgs): Promise<ExecutionResult> {
    const { viewer, answer } = args.contextValue as GraphQLContext;
    const caller = viewer?.workspaceId ?? '';
    try {
      await admission.moveIn(caller, 0);
      return await admission.run(caller, async () => execute(args));
    } catch (error) {
      return {
        data: null,
        errors: [new GraphQLError('The operation was not executed.', { originalError: error as Error })],
      };
    } finally {
      admission.moveOut(caller, answer.used());
    }
  }

  const server = makeServer<Record<string, unknown> | undefined, Extra>({
    connectionInitWaitTimeout: limits.socketInitTimeoutMs,
    onConnect: connect,
    async onSubscribe(context, _id, payload) {
      const { viewer } = context.extra;
      if (!viewer) return [new GraphQLError('Not signed in.', { extensions: { code: 'UNAUTHENTICATED' } })];
      if (Object.keys(context.subscriptions).length > limits.socketOperations)
        return [tooComplex(`At most ${limits.socketOperations} operations may be open on one socket.`)];
      try {
        await rates.useApi(viewer.credentialId);
      } catch (error) {
        // `format` says what of it may be shown.
        return [new GraphQLError('The operation was not counted.', { originalError: error as Error })];
      }
      const prepared = prepareOperation(schema, payload, introspection);
      if (Array.isArray(prepared)) return prepared;
      const answer = createAnswerBudget(limits.socketAnswerBytes);
      const contextValue: GraphQLContext = { viewer, services, requestId: newRequestId(), answer };
      return { ...prepared, contextValue };
    },
    execute: executeInTurn,
    onError: (_context, _id, _payload, errors) => errors.map(format),
    onNext(_context, _id, _payload, _args, { data, errors }) {
      if (!errors) return undefined;
      const shown = errors.map(format);
      const tooLarge = tooLargeError(shown);
      return tooLarge ? { data: null, errors: [tooLarge] } : { data: data ?? null, errors: shown };
    },
  });

  function opened(socket: WebSocket, request: IncomingMessage): void {
    const extra: Extra = { socket, request, viewer: null };
    waiting.enter(socket, addressKey(addressOf(request)));
    const adapter = adaptSocket(socket, () => extra.viewer !== null, log);
    const scope = { requestId: newRequestId(), trace: traceOf(request.headers.traceparent) };
    const closed = requestScope.run(scope, () => server.opened(adapter, extra));
    socket.once('close', (code, reason) => void closed(code, String(reason)));
  }

  return {
    /** The HTTP server's `upgrade` event. */
    upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
      stream.on('error', () => stream.destroy());
      const path = (request.url ?? '').split('?')[0];
      const { origin } = request.headers;
      if (path !== '/graphql') answer(stream, '404 Not Found');
      else if (origin && !allowedOrigins.includes(origin)) answer(stream, '403 Forbidden');
      else if (closing || sockets.clients.size >= mostSockets)
        answer(stream, '503 Service Unavailable\r\nretry-after: 5');
      else sockets.handleUpgrade(request, stream, head, (socket) => opened(socket, request));
    },
    recheck: () => connections.recheck(),
    openSockets: () => sockets.clients.size,
    /** Tells every client to come back later (1001), and drops those that do not answer in two seconds. */
    async close(): Promise<void> {
      closing = true;
      clearInterval(sweep);
      const ending = [...sockets.clients].map((socket) => {
        socket.close(closeCodes.goingAway, 'Going away');
        return new Promise<void>((resolve) => socket.once('close', () => resolve()));
      });
      const late = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate();
      }, 2_000);
      await Promise.all(ending);
      clearTimeout(late);
      sockets.close();
    },
  };
}
export type SocketServer = ReturnType<typeof createSocketServer>;

/** Signed in, waiting, and a few that are being closed. */
const mostSockets = limits.sockets + 2 * limits.socketsWaiting;

/** `connection_init` counts before the headers of the upgrade. Null when it is not of the right form. */
function credentialsOf(context: SocketContext, request: IncomingMessage): Credentials | null {
  const sent = context.connectionParams?.authorization;
  if (sent !== undefined && typeof sent !== 'string') return null;
  const { authorization, cookie } = request.headers;
  return { authorization: sent ?? authorization, cookie };
}

function answer(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}
