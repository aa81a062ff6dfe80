import { type ChildProcess, spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface LaunchOptions {
  /** Module with `handle`. */
  entry: URL;
  /** V8's old generation. */
  memoryMb: number;
  /** Processor time after which the system kills the child. */
  cpuSeconds: number;
  /** Bound on the address space in MB; null for none. Only Linux keeps to it. */
  addressSpaceMb: number | null;
  nodeArguments: readonly string[];
}

const childMain = fileURLToPath(new URL('./child.mjs', import.meta.url));

/**
 * Sets limits, then becomes Node. `setpriv` makes the system kill the child when the server is killed; where it is not
 * there, the child ends when its channel closes or its processor time is used up.
 */
const script = `
ulimit -c 0
ulimit -t "$1"
[ "$2" = none ] || ulimit -v "$2" 2>/dev/null
shift 2
unset PWD OLDPWD
if setpriv --pdeathsig KILL true 2>/dev/null; then exec setpriv --pdeathsig KILL "$@"; fi
exec "$@"
`;

/** The folders a child may read: where its code is, and the packages above it. */
function readableFolders(entry: string): string[] {
  const folders = new Set([dirname(childMain), dirname(entry)]);
  for (let folder = dirname(entry); folder !== dirname(folder); folder = dirname(folder)) {
    folders.add(join(folder, 'node_modules'));
    folders.add(join(folder, 'package.json'));
  }
  return [...folders];
}

/** Starts a child with an empty environment and one channel, its file descriptor 3. */
export function launch({ entry, memoryMb, cpuSeconds, addressSpaceMb, nodeArguments }: LaunchOptions): ChildProcess {
  const permission = process.allowedNodeEnvironmentFlags.has('--permission')
    ? ['--permission', ...readableFolders(fileURLToPath(entry)).map((path) => `--allow-fs-read=${path}`)]
    : [];
  const command = [
    process.execPath,
    `--max-old-space-size=${memoryMb}`,
    '--max-semi-space-size=8',
    '--no-warnings',
    ...permission,
    ...nodeArguments,
    childMain,
    entry.href,
    String(cpuSeconds),
  ] as const;
  const options = { env: {}, cwd: dirname(childMain), stdio: ['ignore', 'ignore', 'pipe', 'pipe'] } as const;
  if (process.platform === 'win32')
    return spawn(command[0], command.slice(1), { ...options, stdio: [...options.stdio] });
  const limit = addressSpaceMb !== null && process.platform === 'linux' ? String(addressSpaceMb * 1024) : 'none';
  return spawn('/bin/sh', ['-c', script, 'sandbox', String(cpuSeconds), limit, ...command], {
    ...options,
    stdio: [...options.stdio],
  });
}
