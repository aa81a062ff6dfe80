const signInPages = ['/sign-in', '/sign-up', '/forgot-password', '/reset-password'];
const open = [...signInPages, '/invite'];

/** Whether a page is only for people who are signed in. */
export const needsSession = (pathname: string): boolean => !open.includes(pathname);

/** The sign-in page, coming back to `next` (a path with its query) afterwards. */
export const signInPath = (next: string): string =>
  next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`;

/**
 * Where to go after signing in: the path asked for when it is one of ours, else home. Anything that a browser could read
 * as another origin (`//host`, `/\host`, `https:`) is refused.
 */
export function safeNext(next: string | null | undefined): string {
  if (!next?.startsWith('/') || /^\/[/\\]/.test(next) || /[\p{Cc}\\]/u.test(next)) return '/';
  return signInPages.some((path) => next === path || next.startsWith(`${path}?`)) ? '/' : next;
}
