import type { TestProject } from 'vitest/node';
import { serveTestPostgres } from './server';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where `testDatabase()` asks for the run's Postgres. */
    testPostgresAddress: string;
  }
}

/** Vitest's hook around a whole run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { address, close } = await serveTestPostgres();
  project.provide('testPostgresAddress', address);
  return close;
}
