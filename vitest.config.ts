import { defineConfig } from 'vitest/config';

export default defineConfig({
  // As Node itself resolves it: Vite would take the `module` build beside the one the packages use, and graphql-js
  // refuses two copies of itself.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['{schema,nodes,prisma,server,web,scripts}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', '**/.next/**'],
    globalSetup: ['prisma/src/test-support/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
