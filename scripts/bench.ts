import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { summarise, type Unit } from './bench/figure';

/**
 * `npm run bench [-- part …]`: measures and prints one line of JSON for each figure on standard output; everything
 * else goes to standard error. A part is made of files that export `run(report)`.
 */
const files: Readonly<Record<string, readonly string[]>> = {
  compile: ['server/bench/compile.bench.ts'],
  engine: ['server/bench/engine.bench.ts'],
  api: ['server/bench/api.bench.ts', 'server/bench/neighbour/neighbour.bench.ts'],
  neighbour: ['server/bench/neighbour/neighbour.bench.ts'],
  editor: ['web/bench/editor.bench.ts', 'e2e/bench/canvas.bench.ts'],
  agents: ['server/bench/agents.bench.ts'],
  runs: ['e2e/bench/open-run.bench.ts'],
};

type Report = (name: string, unit: Unit, values: readonly number[]) => void;

const chosen = process.argv.slice(2);
const parts = chosen.length > 0 ? chosen : Object.keys(files).filter((part) => part !== 'neighbour');
const unknown = parts.filter((part) => files[part] === undefined);
if (unknown.length > 0) {
  console.error(`No part ${unknown.join(', ')}; there are ${Object.keys(files).join(', ')}.`);
  process.exit(2);
}

const print: Report = (name, unit, values) => console.log(JSON.stringify(summarise(name, unit, values)));
let failed = false;
for (const [part, path] of parts.flatMap((name) => (files[name] ?? []).map((file) => [name, resolve(file)] as const))) {
  if (!existsSync(path)) {
    console.error(`${part}: nothing is measured yet`);
    failed ||= chosen.length > 0;
    continue;
  }
  try {
    const { run } = (await import(pathToFileURL(path).href)) as { run(report: Report): Promise<void> };
    await run(print);
  } catch (error) {
    failed = true;
    console.error(`${part}: ${error instanceof Error ? error.stack : String(error)}`);
  }
}
process.exit(failed ? 1 : 0);
