import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { graphLimits, MAX_PAGE_SIZE, MAX_PAYLOAD_BYTES } from '@muster/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { environment } from '../config/environment';
import { limits } from '../shared/limits';
import { scopes } from '../shared/viewer';
import { startTestServer, type TestServer } from './test-server';

const root = new URL('../../../', import.meta.url);
const guide = readFileSync(new URL('docs/api/README.md', root), 'utf8');

/** The code block that begins with this line. */
function block(head: string): string {
  const [, text] = guide.split(`\`\`\`${head}\n`);
  if (text === undefined) throw new Error(`the guide has no block ${head}`);
  return text.slice(0, text.indexOf('\n```'));
}

/** Runs a program of the guide as a file of a reader's own would run; what it prints. */
async function run(name: string, env: Record<string, string>): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', block(`js ${name}`)],
    { cwd: fileURLToPath(root), env: { PATH: process.env.PATH ?? '', ...env } },
  );
  return stdout.trimEnd();
}

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  listener.close();
  await once(listener, 'close');
  return port;
}

describe('the API guide', () => {
  let server: TestServer;
  beforeAll(async () => {
    // People open the very address the examples talk to, so it must be known before the server starts.
    const port = String(await freePort());
    server = await startTestServer({ env: { API_PORT: port, MUSTER_URL: `http://127.0.0.1:${port}` } });
  });
  afterAll(() => server.stop());

  it('has examples that do what it says', async () => {
    const secret = await run('make-key.mjs', { MUSTER_URL: server.url });
    expect(secret).toMatch(/^mus_/);
    const printed = await run('example.mjs', { MUSTER_URL: server.url, MUSTER_API_KEY: secret });
    expect(printed).toBe(block('text'));
  });

  it('tells the limits as they are', () => {
    const row = (about: RegExp) => guide.split('\n').find((line) => line.startsWith('| ') && about.test(line)) ?? '';
    const said = (about: RegExp) => /\| ([^|]+) \|$/.exec(row(about))?.[1];
    const count = (number: number) => number.toLocaleString('en');
    const mebibytes = (bytes: number) => `${bytes / 1024 / 1024} MiB`;
    expect({
      depth: said(/levels of fields/),
      aliases: said(/aliases/),
      tokens: said(/lexical tokens/),
      selections: said(/selections \(/),
      cost: said(/cost of one/),
      first: said(/`first` \|/),
      body: said(/body of a request/),
      message: said(/one WebSocket message/),
      operations: said(/open at once/),
      sockets: said(/sockets of one/),
      frames: said(/messages on one socket/),
      rate: said(/MUSTER_RATE_API/),
      graph: said(/a graph \|/),
      payload: said(/the input of a run, the output/),
    }).toEqual({
      depth: count(limits.depth),
      aliases: count(limits.aliases),
      tokens: count(limits.tokens),
      selections: count(limits.selections),
      cost: count(limits.cost),
      first: count(MAX_PAGE_SIZE),
      body: mebibytes(limits.bodyBytes),
      message: mebibytes(limits.socketMessageBytes),
      operations: count(limits.socketOperations),
      sockets: [limits.socketsPerCredential, limits.socketsPerPerson, limits.socketsPerAddress].map(count).join('; '),
      frames: count(limits.socketFramesPerTenSeconds),
      rate: count(environment.parse({}).MUSTER_RATE_API),
      payload: `${MAX_PAYLOAD_BYTES / 1e6} MB`,
      graph: `${graphLimits.bytes / 1e6} MB, ${count(graphLimits.nodes)} nodes, ${count(graphLimits.edges)} edges, ${graphLimits.jsonDepth} levels of JSON`,
    });
  });

  it('names every scope', () => {
    for (const scope of scopes) expect(guide).toContain(`| \`${scope}\` |`);
  });
});
