import { type NextRequest, NextResponse } from 'next/server';
import { needsSession, signInPath } from './features/auth/paths';
import { contentSecurityPolicy } from './server/content-security-policy';

const sessionCookies = ['better-auth.session_token', '__Secure-better-auth.session_token'];

/**
 * Runs before every page: sends people without a session to sign in (a courtesy, not the guard: the server checks every
 * request), and gives each answer a Content-Security-Policy with a fresh nonce.
 */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  const signedIn = sessionCookies.some((name) => request.cookies.has(name));
  if (!signedIn && needsSession(pathname)) {
    return NextResponse.redirect(new URL(signInPath(`${pathname}${search}`), request.url));
  }

  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === 'development');
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

export const config = {
  matcher: ['/((?!_next/static|_next/webpack-hmr|favicon.ico|icon.svg).*)'],
};
