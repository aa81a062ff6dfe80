import type { IncomingMessage } from 'node:http';
import { OperationalError } from '@muster/schema';
import type { FastifyInstance } from 'fastify';
import type { Log } from '../../log/logger';
import { toPublicError } from '../errors/public-error';
import { RateLimited } from '../rates/bucket';
import { tellRate } from './rate-headers';

/** Every refusal outside an operation has the shape of a GraphQL answer: `{ errors: [{ message, extensions: { code } }] }`. */
export const errorBody = (message: string, code: string, more: object = {}) => ({
  errors: [{ message, extensions: { code, ...more } }],
});

const statuses: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  INVALID_INPUT: 400,
  QUERY_TOO_COMPLEX: 400,
  PAYLOAD_TOO_LARGE: 413,
  RATE_LIMITED: 429,
  INTERNAL: 500,
};

/** What Fastify itself refuses, in our codes. */
const ofFastify: Readonly<Record<string, { status: number; code: string; message: string }>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: { status: 413, code: 'PAYLOAD_TOO_LARGE', message: 'The request body is too large.' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    status: 415,
    code: 'INVALID_INPUT',
    message: 'Send JSON, with `Content-Type: application/json`.',
  },
};

/** Whether the client broke the connection off in the middle of its request. Nobody reads the answer. */
const hasLeft = ({ complete, destroyed }: IncomingMessage): boolean => destroyed && !complete;

export function answerErrors(app: FastifyInstance, log: Log): void {
  app.setNotFoundHandler((_request, reply) => reply.code(404).send(errorBody('There is nothing here.', 'NOT_FOUND')));
  app.setErrorHandler((error: Error & { code?: string; statusCode?: number }, request, reply) => {
    if (hasLeft(request.raw)) {
      log.debug({ err: error }, 'the client went away before it had sent its request');
      return reply.code(499).send();
    }
    const refused = ofFastify[error.code ?? ''];
    if (refused) return reply.code(refused.status).send(errorBody(refused.message, refused.code));
    if (error.code?.startsWith('FST_ERR_CTP') || (error.code?.startsWith('FST_') && (error.statusCode ?? 500) < 500))
      return reply.code(error.statusCode ?? 400).send(errorBody('The request is not well-formed.', 'INVALID_INPUT'));
    const { message, code, ...more } = toPublicError(error, log);
    if (error instanceof RateLimited) tellRate(reply, error.state);
    if (error instanceof OperationalError && error.retryAfterMs !== undefined)
      reply.header('retry-after', Math.ceil(error.retryAfterMs / 1000));
    if (code === 'UNAUTHENTICATED') reply.header('www-authenticate', 'Bearer');
    return reply.code(error.statusCode ?? statuses[code] ?? 500).send(errorBody(message, code, more));
  });
}
