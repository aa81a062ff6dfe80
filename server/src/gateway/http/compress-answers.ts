import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import type { FastifyInstance } from 'fastify';

/**
 * Packs large answers for clients that take it. Only for operations, never for `/api/auth`: sessions and reset tokens do not
 * stand in a packed answer beside what somebody else wrote (BREACH). What a page of another origin could make a browser
 * send with a cookie is refused before it is answered.
 */
export async function compressAnswers(scope: FastifyInstance): Promise<void> {
  await scope.register(compress, {
    encodings: ['br', 'gzip'],
    threshold: 1_024,
    customTypes: /^application\/(graphql-response\+)?json/,
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  });
}
