import { UserError } from '@muster/schema';
import type { FastifyInstance } from 'fastify';

/** `.` and `..` as a whole segment, also encoded; an empty segment that is not the last; a backslash, which URLs read as a slash. */
const odd = /(^|\/)(\.|%2e){1,2}(\/|$)|\/\/|\\|%5c/i;

/**
 * Refuses paths that mean another path once they are read as a URL: what is limited or logged by its path must be what is
 * carried out. Clients resolve such paths before they send them.
 */
export function refuseOddPaths(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ url }) => {
    if (url.startsWith('/') && !odd.test(pathOf(url))) return;
    throw new UserError(
      'INVALID_INPUT',
      'Send the path without `.` and `..` segments, double slashes and backslashes.',
    );
  });
}

/** The path of a request target that begins with a slash, as a URL has it: what routing behind the gateway goes by. */
export const urlPath = (target: string): string => new URL(target, 'http://muster.invalid').pathname;

const pathOf = (target: string): string => target.split(/[?#]/, 1)[0] ?? '';
