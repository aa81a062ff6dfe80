// Tasks that behave badly, for tests.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

let earlier = 0;
const attempt = (work) => {
  try {
    return String(work());
  } catch (error) {
    return String(error.code ?? error.message);
  }
};

const tasks = {
  echo: ({ value }) => value,
  spin: () => {
    for (;;) earlier += 0;
  },
  'fill the heap': () => {
    const kept = [];
    for (;;) kept.push(new Array(100_000).fill(kept.length));
  },
  'fill the address space': () => {
    const kept = [];
    for (;;) kept.push(Buffer.alloc(50_000_000, 1));
  },
  'one huge text': () => `${'x'.repeat(200_000_000)}y`.split('').length,
  throw: () => {
    throw new Error('no such thing');
  },
  exit: () => process.exit(3),
  /** Ends when it is not the first task of its child. */
  'exit unless fresh': () => (earlier > 1 ? process.exit(3) : 'fresh'),
  retire: () => ({ text: JSON.stringify(process.pid), retire: true }),
  'a long answer': ({ bytes }) => 'x'.repeat(bytes),
  pid: () => process.pid,
  surroundings: ({ file }) => ({
    environment: process.env,
    read: attempt(() => readFileSync(file)),
    write: attempt(() => writeFileSync(`${file}.written`, 'x')),
    spawn: attempt(() => spawnSync('true').error ?? 'spawned'),
    worker: attempt(() => new Worker('0', { eval: true })),
    openFiles: attempt(() => readdirSync('/proc/self/fd').map((fd) => readlinkSync(`/proc/self/fd/${fd}`))),
  }),
};

export function handle(text) {
  const task = JSON.parse(text);
  earlier += 1;
  const result = tasks[task.do](task);
  return result?.retire ? result : JSON.stringify(result);
}
