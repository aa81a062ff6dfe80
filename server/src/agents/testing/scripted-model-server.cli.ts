import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type ScriptRule, startScriptedModelServer } from './scripted-model-server';

/**
 * The scripted model server as a process of its own, so that it outlives the server under test:
 * `tsx scripted-model-server.cli.ts [--port 0] [--script rules.json]`. Prints `ready <url>`; ends on SIGTERM.
 */
const { values } = parseArgs({ options: { port: { type: 'string' }, script: { type: 'string' } } });
const rules = values.script ? (JSON.parse(readFileSync(values.script, 'utf8')) as ScriptRule[]) : [];
const server = await startScriptedModelServer({ port: Number(values.port ?? 0), rules });
process.stdout.write(`ready ${server.url}\n`);
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void server.close());
