import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { SignIn } from '../../modules/auth/sign-in';
import { limits } from '../limits/limits';
import { addressKey } from '../rates/address-key';
import type { RateLimits } from '../rates/rate-limits';

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
      const response = await signIn.handler(toFetchRequest(request, publicUrl, caller));
      if (account && response.ok) await rates.forgiveSignIn(address, account);
      reply.code(response.status);
      response.headers.forEach((value, name) => {
        if (name !== 'set-cookie') reply.header(name, value);
      });
      const cookies = response.headers.getSetCookie();
      if (cookies.length > 0) reply.header('set-cookie', cookies);
      return reply.send(response.body ? Buffer.from(await response.arrayBuffer()) : null);
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

/** The address is ours to tell: what a client wrote about hosts and proxies is left out. */
function toFetchRequest(request: FastifyRequest, publicUrl: string, caller: string): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (
      value === undefined ||
      /^(x-forwarded-|forwarded$|host$|connection$|content-length$|transfer-encoding$)/.test(name)
    )
      continue;
    for (const entry of Array.isArray(value) ? value : [value]) headers.append(name, entry);
  }
  headers.set('x-forwarded-for', caller);
  const url = new URL(request.url, publicUrl);
  const hasBody = request.method === 'POST' && request.body !== undefined;
  return new Request(new URL(`${url.pathname}${url.search}`, publicUrl), {
    method: request.method,
    headers,
    ...(hasBody ? { body: JSON.stringify(request.body) } : {}),
  });
}
