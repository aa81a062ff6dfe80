import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { SignIn } from '../../modules/auth/sign-in';
import { limits } from '../../shared/limits';
import { requireCleanText } from '../limits/input-values';
import { addressKey } from '../rates/address-key';
import type { Guess } from '../rates/guess-limits';
import type { RateLimits } from '../rates/rate-limits';
import type { DeviceCookie } from './device-cookie';
import { sendFetchResponse, toFetchRequest } from './fetch-bridge';
import { urlPath } from './request-path';

interface Deps {
  signIn: SignIn;
  rates: RateLimits;
  devices: DeviceCookie;
  publicUrl: string;
  addressOf: (request: IncomingMessage) => string;
}

const prefix = '/api/auth';

/** better-auth at `/api/auth/*`, with the gateway's rate limits in front. */
export function authRoutes(app: FastifyInstance, { signIn, rates, devices, publicUrl, addressOf }: Deps): void {
  /** Who tries a password, and for which account; null for everything else. */
  async function guessOf(request: FastifyRequest, path: string, address: string): Promise<Guess | null> {
    const { email, password, currentPassword } = (request.body ?? {}) as Readonly<Record<string, unknown>>;
    if (path.startsWith('/sign-in/')) {
      if (typeof email !== 'string') return null;
      return { address, account: email, device: devices.deviceOf(request.headers.cookie, email) };
    }
    // Whatever else takes the password that somebody has: it is the account of their session.
    if (path.startsWith('/sign-up/') || (password ?? currentPassword) === undefined) return null;
    const { cookie = '' } = request.headers;
    const found = await signIn.api.getSession({ headers: new Headers({ cookie }) });
    return found && { address, account: found.user.email, device: `session ${found.session.id}` };
  }

  app.route({
    method: ['GET', 'POST'],
    url: `${prefix}/*`,
    bodyLimit: limits.authBodyBytes,
    async handler(request, reply) {
      requireCleanText(request.body);
      requireCleanText(request.query);
      const caller = addressOf(request.raw);
      const address = addressKey(caller);
      // As better-auth will route it.
      const path = urlPath(request.url).slice(prefix.length);
      if (request.method === 'POST') await rates.useAuth(address);
      const guess = await guessOf(request, path, address);
      if (guess) await rates.guesses.use(guess);
      const hasBody = request.method === 'POST' && request.body !== undefined;
      const body = hasBody ? JSON.stringify(request.body) : null;
      const response = await signIn.handler(toFetchRequest(request, publicUrl, body, { 'x-forwarded-for': caller }));
      if (guess && response.ok) await rates.guesses.forgive(guess);
      const account = guess?.account ?? emailOf(request.body);
      if (response.ok && account !== null && /^\/sign-(in|up)\//.test(path))
        response.headers.append('set-cookie', devices.remember(request.headers.cookie, account));
      return sendFetchResponse(reply, response);
    },
  });
}

function emailOf(body: unknown): string | null {
  const { email } = (body ?? {}) as { email?: unknown };
  return typeof email === 'string' ? email : null;
}
