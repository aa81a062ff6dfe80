import { Client, cacheExchange, fetchExchange, mapExchange } from 'urql';
import { fetchNotingDate } from '../clock/server-time';
import { isUnauthenticated, isWorkspaceLost } from './errors';

/** Leaves for the sign-in page, coming back here afterwards. */
function signInAgain(): void {
  const here = `${window.location.pathname}${window.location.search}`;
  if (window.location.pathname.startsWith('/sign-')) return;
  window.location.assign(here === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(here)}`);
}

/** Queries and mutations over HTTP with the session cookie. Live events go over `socket.ts`. */
export const createApiClient = (): Client =>
  new Client({
    url: '/graphql',
    fetch: fetchNotingDate,
    preferGetMethod: false,
    requestPolicy: 'cache-and-network',
    fetchOptions: { credentials: 'same-origin' },
    exchanges: [
      cacheExchange,
      mapExchange({
        onError: (error) => {
          if (isUnauthenticated(error)) signInAgain();
          if (isWorkspaceLost(error)) window.location.assign('/workspace-lost');
        },
      }),
      fetchExchange,
    ],
  });
