import { join } from 'node:path';
import type { NextConfig } from 'next';

const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), payment=()' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
];

/**
 * No `rewrites` here: Next bakes them into the build, and `API_PORT` has to work after it. `server.ts` forwards to
 * the server instead. The Content-Security-Policy stands in `src/proxy.ts`, since it carries a nonce.
 */
const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  transpilePackages: ['@muster/schema'],
  images: { unoptimized: true },
  // Types are checked by `npm run check`, once for the whole repository.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: join(import.meta.dirname, '..') },
  outputFileTracingRoot: join(import.meta.dirname, '..'),
  headers: async () => [{ source: '/:path*', headers: securityHeaders }],
};

export default config;
