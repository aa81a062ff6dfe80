import type { FastifyInstance } from 'fastify';
import type { Log } from '../../log/logger';

/** One line a request: what, how it ended, how long it took. Never a query string: it may hold what is nobody's business. */
export function logRequests(app: FastifyInstance, log: Log): void {
  app.addHook('onResponse', async (request, reply) => {
    if (reply.request.routeOptions.logLevel === 'silent') return;
    const fields = {
      method: request.method,
      path: request.url.split('?')[0],
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime * 10) / 10,
    };
    if (reply.statusCode >= 500) log.error(fields, 'request');
    else log.info(fields, 'request');
  });
}
