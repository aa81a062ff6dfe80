import { buildSchema, findBreakingChanges } from 'graphql';

/** Changes from `before` to `after` that break a client, one line each. Both in GraphQL's schema language. */
export function breakingChanges(before: string, after: string): string[] {
  return findBreakingChanges(buildSchema(before), buildSchema(after)).map(({ description }) => description);
}

/**
 * What of `core` is missing or different in `schema`. Core is a part of the schema, so everything the schema has
 * beyond it is welcome, arguments and input fields that are required excepted: clients written to core omit them.
 */
export function missingFromCore(core: string, schema: string): string[] {
  return findBreakingChanges(buildSchema(core), buildSchema(schema)).map(({ description }) => description);
}
