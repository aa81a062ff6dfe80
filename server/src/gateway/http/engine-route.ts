import type { FastifyInstance } from 'fastify';
import { sendFetchResponse, toFetchRequest } from './fetch-bridge';

/** The largest state of a run an engine may send along. */
const bodyBytes = 40 * 1024 * 1024;

/** `/api/inngest`: the engine's own server calls here, and signs the very bytes of the body. GET, POST and PUT only. */
export function engineRoute(
  app: FastifyInstance,
  origin: string,
  handler: (request: Request) => Promise<Response>,
): void {
  const { host } = new URL(origin);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: bodyBytes },
    async (_request: unknown, body: Buffer) => body,
  );
  app.route({
    method: ['GET', 'POST', 'PUT'],
    url: '/api/inngest',
    exposeHeadRoute: false,
    bodyLimit: bodyBytes,
    async handler(request, reply) {
      const body = Buffer.isBuffer(request.body) ? new Uint8Array(request.body) : null;
      return sendFetchResponse(reply, await handler(toFetchRequest(request, origin, body, { host })));
    },
  });
}
