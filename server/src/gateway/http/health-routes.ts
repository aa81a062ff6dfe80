import type { FastifyInstance } from 'fastify';

/** Answers true when the part works; may also reject. */
export type ReadinessCheck = () => Promise<boolean>;

/** `/healthz`: the process lives. `/readyz`: everything it needs answers too, each named. */
export function healthRoutes(app: FastifyInstance, checks: Readonly<Record<string, ReadinessCheck>>): void {
  app.get('/healthz', { logLevel: 'silent' }, async () => ({ status: 'ok' }));
  app.get('/readyz', { logLevel: 'silent' }, async (_request, reply) => {
    const names = Object.keys(checks);
    const results = await Promise.all(names.map((name) => within(2_000, checks[name])));
    const ready = results.every(Boolean);
    reply.code(ready ? 200 : 503);
    if (!ready) reply.header('retry-after', 2);
    return {
      status: ready ? 'ready' : 'not ready',
      checks: Object.fromEntries(names.map((name, index) => [name, results[index] ? 'ok' : 'failing'])),
    };
  });
}

async function within(milliseconds: number, check: ReadinessCheck | undefined): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  try {
    return await Promise.race([check?.() ?? false, late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
