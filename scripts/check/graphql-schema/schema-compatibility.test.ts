import { expect, test } from 'vitest';
import { breakingChanges, missingFromCore } from './schema-compatibility';

const core = 'type Query { run(id: ID!): String! } enum Kind { A B }';

test('what the core names must all be there, with its types', () => {
  expect(missingFromCore(core, core)).toEqual([]);
  expect(missingFromCore(core, 'type Query { run(id: ID!): String! more: Int } enum Kind { A B C }')).toEqual([]);
  expect(missingFromCore(core, 'type Query { run(id: ID!): Int! } enum Kind { A }')).toHaveLength(2);
});

test('an argument that becomes required breaks those who do not send it', () => {
  expect(missingFromCore(core, 'type Query { run(id: ID!, version: ID!): String! } enum Kind { A B }')).toHaveLength(1);
});

test('removing a field breaks, adding one does not', () => {
  expect(breakingChanges('type Query { a: Int b: Int }', 'type Query { a: Int }')).toEqual(['Query.b was removed.']);
  expect(breakingChanges('type Query { a: Int }', 'type Query { a: Int b: Int }')).toEqual([]);
});
