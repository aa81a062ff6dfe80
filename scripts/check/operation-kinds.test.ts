import { expect, test } from 'vitest';
import { findKindChecks } from './operation-kinds';

const path = 'server/src/runtime/x.ts';
const found = (text: string, at = path) => findKindChecks([{ path: at, text }]).length;

test.each([
  ["if (operation.kind === 'stop') end();"],
  ["const isAgent = node?.operation?.kind === 'agent';"],
  ["switch ((node.operation).kind) { case 'run': }"],
  ['const { kind, ...rest } = node.operation;'],
])('%s asks for the kind of an operation', (text) => {
  expect(found(`const a = 1;\n${text}`)).toBe(1);
  expect(findKindChecks([{ path, text: `\n${text}` }])[0]).toMatch(/^server\/src\/runtime\/x\.ts:2: /);
});

test.each([['if (plan.kind === "squad") end();'], ['factsOf(operation).endsRun'], ["({ kind: 'run' })"]])(
  '%s does not',
  (text) => {
    expect(found(text)).toBe(0);
  },
);

test('the table and tests may', () => {
  expect(found('operation.kind', 'nodes/src/operations/table.ts')).toBe(0);
  expect(found('operation.kind', 'server/src/runtime/x.test.ts')).toBe(0);
});
