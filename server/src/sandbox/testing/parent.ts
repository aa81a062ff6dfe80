import { createSandboxPool } from '../index';

/** A process with a pool and a busy child, to be killed outright; prints the ids of its children. */
const pool = createSandboxPool({ entry: new URL('./tasks.mjs', import.meta.url), processes: 3 });
const run = (workspaceId: string, what: string) =>
  pool.run({ workspaceId, task: () => JSON.stringify({ do: what }), timeoutMs: 600_000 });
await run('a', 'pid');
void run('a', 'spin');
await run('b', 'pid');
process.stdout.write(`${JSON.stringify(pool.pids())}\n`);
setInterval(() => undefined, 60_000);
