/**
 * The page may load scripts and style sheets that we serve or that carry the nonce, talk to our own origin, and nothing
 * else. Development needs `eval` and injected styles for hot reloading.
 */
export function contentSecurityPolicy(nonce: string, development: boolean): string {
  const scripts = development ? "'unsafe-eval'" : '';
  const styles = development ? "'unsafe-inline'" : `'nonce-${nonce}'`;
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic' ${scripts}`.trim(),
    `style-src 'self' ${styles}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
