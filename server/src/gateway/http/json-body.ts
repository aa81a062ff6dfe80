import { UserError } from '@muster/schema';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parseJsonTextInTurns } from '../limits/json-text';

/** A body in a form this server does not read. */
export class UnsupportedBody extends UserError {
  readonly statusCode = 415;
  constructor(message: string) {
    super('INVALID_INPUT', message);
  }
}

/** Only JSON in UTF-8, uncompressed, checked before it is parsed; every other content type is answered 415. */
export function acceptOnlyJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addHook('onRequest', async (request) => {
    const encoding = request.headers['content-encoding'];
    if (encoding !== undefined && encoding !== 'identity') throw new UnsupportedBody('Send the body uncompressed.');
  });
  app.addContentTypeParser('application/json', { parseAs: 'string' }, async (request: FastifyRequest, body: string) => {
    const charset = /charset\s*=\s*"?([^\s;"]+)/i.exec(request.headers['content-type'] ?? '')?.[1];
    if (charset && !/^(utf-?8|us-ascii)$/i.test(charset)) throw new UnsupportedBody('Send the body in UTF-8.');
    if (body === '') throw new UserError('INVALID_INPUT', 'The request body is empty.');
    return parseJsonTextInTurns(body);
  });
}
