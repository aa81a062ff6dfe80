import { expect, test } from 'vitest';
import { findIterationText } from './iterations';

const path = 'server/src/runtime/x.ts';
const found = (text: string, at = path) => findIterationText([{ path: at, text }]);

test.each([
  ["if (row.iteration === '') end();"],
  ["const key = { runId, nodeId, iteration: '' };"],
  ["const at = event.iteration ?? '';"],
  ['const depth = iteration.split("/").length;'],
  ['if (row.iteration.startsWith(base)) add(row);'],
  ["const sql = sql`e.iteration = ''`;"],
  [`const inner = \`\${key.iteration}/\${key.nodeId}:1\`;`],
])('%s spells an iteration out', (text) => {
  expect(found(`\n${text}`)).toEqual([expect.stringMatching(/^server\/src\/runtime\/x\.ts:2: use rootIteration/)]);
});

test.each([
  ['childIteration(key.iteration, key.nodeId, 1)'],
  ['if (iteration === rootIteration) end();'],
  [`\`\${nodeId}@\${iteration}\``],
])('%s does not', (text) => {
  expect(found(text)).toEqual([]);
});

test('the module itself and tests may', () => {
  expect(found("iteration === ''", 'schema/src/run/iteration.ts')).toEqual([]);
  expect(found("iteration: ''", 'web/src/x.test.ts')).toEqual([]);
});
