import type { FastifyReply } from 'fastify';
import type { RateState } from '../rates/bucket';

/** The three headers that clients know (`draft-ietf-httpapi-ratelimit-headers` up to 06): the limit, what is left, seconds. */
export function tellRate(reply: FastifyReply, { limit, remaining, resetSeconds }: RateState): void {
  reply.headers({ 'ratelimit-limit': limit, 'ratelimit-remaining': remaining, 'ratelimit-reset': resetSeconds });
}
