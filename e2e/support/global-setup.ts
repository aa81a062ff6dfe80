import { startStack } from './stack';

/** Brings the whole product up, unless `MUSTER_E2E_URL` names one that runs already; that one is left as it is. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  if (process.env.MUSTER_E2E_URL) return async () => undefined;
  const stack = await startStack();
  process.env.MUSTER_E2E_URL = stack.origin;
  process.env.MUSTER_E2E_DATA = stack.data;
  return () => stack.stop();
}
