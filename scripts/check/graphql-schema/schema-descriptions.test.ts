import { expect, test } from 'vitest';
import { undescribed } from './schema-descriptions';

test('names every type, field, argument, enum value and input field without a description', () => {
  const schema = `
    type Query { run(id: ID!): Run }
    """A run."""
    type Run { """Its id.""" id: ID! status(at: String): Status }
    enum Status { ON """Not running.""" OFF }
    input Filter { name: String }
  `;
  expect(undescribed(schema)).toEqual([
    'Filter',
    'Filter.name',
    'Query',
    'Query.run',
    'Query.run(id:)',
    'Run.status',
    'Run.status(at:)',
    'Status',
    'Status.ON',
  ]);
});

test('is content with a schema in which everything is described', () => {
  expect(undescribed('"""Reads.""" type Query { """The version.""" version: String }')).toEqual([]);
});
