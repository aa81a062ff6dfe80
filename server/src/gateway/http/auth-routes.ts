import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { SignIn } from '../../modules/auth/sign-in';
import { limits } from '../limits/limits';
import { addressKey } from '../rates/address-key';
import type { RateLimits } from '../rates/rate-limits';
import { sendFetchResponse, toFetchRequest } from './fetch-bridge';

interface Deps {
  signIn: SignIn;
  rates: RateLimits;
  publicUrl: string;
  addressOf: (request: IncomingMessage) => string;
}

/** better-auth at `/api/auth/*`, with the gateway's rate limits in front. */
export function authRoutes(app: FastifyInstance, { signIn, rates, publicUrl, addressOf }: Deps): void {
  app.route({
    method: ['GET', 'POST'],
    url: '/api/auth/*',
    bodyLimit: limits.authBodyBytes,
    async handler(request, reply) {
      const caller = addressOf(request.raw);
      const address = addressKey(caller);
      if (request.method === 'POST') await rates.useAuth(address);
      const account = attemptedAccount(request);
      if (account) await rates.useSignIn(address, account);
      const hasBody = request.method === 'POST' && request.body !== undefined;
      const body = hasBody ? JSON.stringify(request.body) : null;
      const response = await signIn.handler(toFetchRequest(request, publicUrl, body, { 'x-forwarded-for': caller }));
      if (account && response.ok) await rates.forgiveSignIn(address, account);
      return sendFetchResponse(reply, response);
    },
  });
}

/** The account of a request that tries a password. */
function attemptedAccount(request: FastifyRequest): string | null {
  const path = request.url.split('?')[0] ?? '';
  if (!/^\/api\/auth\/sign-in\//.test(path)) return null;
  const { email } = (request.body ?? {}) as { email?: unknown };
  return typeof email === 'string' ? email : null;
}
