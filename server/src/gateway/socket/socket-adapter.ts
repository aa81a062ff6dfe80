import type { WebSocket as GraphQLSocket } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Log } from '../../log/logger';
import { limits } from '../../shared/limits';
import { findJsonProblem } from '../limits/json-text';
import { createFrameBudget } from './frame-budget';

/** Close codes beside those of graphql-ws. */
export const closeCodes = {
  goingAway: 1001,
  policy: 1008,
  tooBig: 1009,
  badRequest: 4400,
  unauthenticated: 4401,
  forbidden: 4403,
  tooMany: 4429,
  internal: 4500,
} as const;

/**
 * Puts graphql-ws on a socket, with limits on what comes in, a keep-alive that finds dead peers, and an end to clients
 * that do not read. `acknowledged` says whether `connection_init` has been accepted.
 */
export function adaptSocket(socket: WebSocket, acknowledged: () => boolean, log: Log): GraphQLSocket {
  const budget = createFrameBudget();
  let alive = true;
  const refuse = (code: number, reason: string): void => socket.close(code, reason);

  const keepAlive = setInterval(() => {
    if (!alive || socket.bufferedAmount > limits.socketBufferedBytes) return socket.terminate();
    alive = false;
    socket.ping();
  }, limits.socketPingMs);
  socket.on('pong', () => {
    alive = true;
  });
  socket.on('ping', () => {
    if (!budget.spend() || socket.bufferedAmount > limits.socketBufferedBytes) socket.terminate();
  });
  socket.on('close', () => clearInterval(keepAlive));
  // ws has closed the socket already (a frame too big, bad UTF-8, a reset connection).
  socket.on('error', (error) => log.debug({ err: error }, 'a socket ended with an error'));

  return {
    protocol: socket.protocol,
    send: (text) =>
      new Promise((resolve, reject) => {
        if (socket.bufferedAmount > limits.socketBufferedBytes) socket.terminate();
        // Not at once: a source that always has more would never let the process see that the socket is closed.
        if (socket.readyState !== socket.OPEN) return void setImmediate(resolve);
        socket.send(text, (error) =>
          error && socket.readyState === socket.OPEN ? reject(error) : setImmediate(resolve),
        );
      }),
    close: (code, reason) => socket.close(code, reason),
    onMessage: (handle) =>
      socket.on('message', async (data, isBinary) => {
        alive = true;
        if (socket.readyState !== socket.OPEN) return;
        if (!budget.spend()) return refuse(closeCodes.policy, 'Too many messages');
        const text = String(data);
        if (isBinary) return refuse(closeCodes.badRequest, 'Send text');
        if (!acknowledged() && text.length > limits.socketInitBytes)
          return refuse(closeCodes.tooBig, 'connection_init is too large');
        const problem = findJsonProblem(text);
        if (problem) return refuse(closeCodes.badRequest, shorten(problem));
        try {
          await handle(text);
        } catch (error) {
          log.error({ err: error }, 'a socket message could not be handled');
          refuse(closeCodes.internal, 'Internal server error');
        }
      }),
  };
}

/** A close frame has room for 123 bytes. */
const shorten = (reason: string): string => (Buffer.byteLength(reason) <= 123 ? reason : `${reason.slice(0, 40)}…`);
