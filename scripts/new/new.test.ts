import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyChange } from './apply-change';
import { addLine } from './change';
import { newModule } from './kinds/module';
import { newNode } from './kinds/node';
import { newOperation } from './kinds/operation';
import { newRule } from './kinds/rule';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'muster-new-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const cases = [
  ['node', newNode('data.never-used'), 3, 'dataNeverUsed,'],
  ['rule', newRule('edges/never-used'), 5, 'neverUsed,'],
  ['operation', newOperation('never-used'), 5, 'neverUsedOperation,'],
  ['module', newModule('never-used'), 7, 'NeverUsedResolver,'],
] as const;

describe.each(cases)('npm run new -- %s', (_kind, change, touched, entry) => {
  it('finds the lists of today, and writes nothing twice', async () => {
    for (const { path } of change.lines) await cp(path, join(root, path), { recursive: true });
    const paths = await applyChange(root, change);
    expect(paths).toHaveLength(touched);
    const [first] = change.lines;
    const list = await readFile(join(root, first?.path ?? ''), 'utf8');
    expect(list).toContain(`\n${entry}\n`);
    await expect(applyChange(root, change)).rejects.toThrow('exists already');
  });

  it('comes with something that fails until it is written', () => {
    const texts = change.files.map(({ path, text }) => `${dirname(path)} ${text}`).join('\n');
    expect(texts).toMatch(/TODO/);
    expect(change.files.some(({ path }) => /\.test\.ts$|expect\.md$/.test(path))).toBe(true);
  });
});

it('a name that is none is refused with an example', () => {
  expect(() => newNode('Sort')).toThrow('like "data.sort"');
  expect(() => newModule('../x')).toThrow('like "template"');
  expect(() => newRule('edges/edge_self')).toThrow('like "edges/edge-self"');
  expect(() => newRule('edge-self')).toThrow('edges, flow, nodes');
});

it('the entry goes to the end of the list, past brackets and texts inside it', () => {
  const line = { path: 'a.ts', list: 'const all = [', entry: 'three,', imports: [`import { three } from './three';`] };
  const text = `import 'first';\nconst all = [\n  one(['x']),\n  "]",\n];\nconst other = [];\n`;
  expect(addLine(text, line)).toBe(
    `import 'first';\nimport { three } from './three';\nconst all = [\n  one(['x']),\n  "]",\nthree,\n];\nconst other = [];\n`,
  );
  expect(() => addLine(addLine(text, line), line)).toThrow('already');
  expect(() => addLine('const all = {};', line)).toThrow('no list');
});
