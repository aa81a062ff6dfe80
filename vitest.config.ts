import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{schema,nodes,prisma,server,web,scripts}/**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', '**/.next/**'],
    globalSetup: ['prisma/src/test-support/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
