import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';

/** What is still read of a body that nobody wants, before the connection is cut. */
const most = { bytes: 64 * 1024 * 1024, milliseconds: 10_000 };

/**
 * Reads on, for a while, what a client still sends after its answer. A connection that is closed with unread bytes is
 * reset, and the client, or a proxy in between, never sees why it was refused.
 */
export function readUnreadBodies(app: FastifyInstance): void {
  app.addHook('onSend', async ({ raw }, reply) => {
    if (raw.complete || raw.destroyed) return;
    // Fastify asks for a close when a body is too large.
    reply.removeHeader('connection');
    discard(raw);
  });
}

function discard(incoming: IncomingMessage): void {
  let left = most.bytes;
  const late = setTimeout(() => incoming.destroy(), most.milliseconds);
  incoming.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) incoming.destroy();
  });
  incoming.once('close', () => clearTimeout(late));
  incoming.once('end', () => clearTimeout(late));
  incoming.on('error', () => undefined);
  incoming.resume();
}
