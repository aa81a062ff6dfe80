import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ProcessGroup } from './process-group';

let folder: string;
let group: ProcessGroup;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'muster-group-'));
  group = new ProcessGroup();
});
afterEach(async () => {
  await group.stop(100);
  await rm(folder, { recursive: true });
});

/** A script that says in a shared file when it is up and when it is told to stop. */
async function script(name: string, onTerm = 'process.exit(0)'): Promise<string> {
  const file = join(folder, `${name}.mjs`);
  const note = (word: string) => `appendFileSync(${JSON.stringify(join(folder, 'notes'))}, '${name} ${word}\\n')`;
  const lines = [
    `import { appendFileSync } from 'node:fs';`,
    `process.on('SIGTERM', () => { ${note('stops')}; ${onTerm} });`,
    `setInterval(() => {}, 1000);`,
    `${note('is up')};`,
  ];
  await writeFile(file, lines.join('\n'));
  return file;
}

const notes = () => readFile(join(folder, 'notes'), 'utf8').catch(() => '');
const shows = (text: string) => expect.poll(notes, { timeout: 20_000 }).toContain(text);

test('what was started last is stopped first', async () => {
  group.start({ name: 'server', file: await script('server') });
  await shows('server is up');
  group.start({ name: 'web app', file: await script('web') });
  await shows('web is up');
  await group.stop(20_000);
  expect(await notes()).toBe('server is up\nweb is up\nweb stops\nserver stops\n');
});

test('a process that ends by itself is reported with its reason', async () => {
  const file = join(folder, 'short.mjs');
  await writeFile(file, 'process.exit(3)');
  group.start({ name: 'server', file });
  expect(await group.lost).toBe('The server ended with code 3.');
});

test('a process that does not listen is killed', async () => {
  group.start({ name: 'server', file: await script('deaf', 'undefined') });
  await shows('deaf is up');
  // Resolves only when the process is gone.
  await expect(group.stop(50)).resolves.toBeUndefined();
});
