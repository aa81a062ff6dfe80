import { readFile } from 'node:fs/promises';
import { findBreakingChanges, type GraphQLSchema, isObjectType, buildSchema as readSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { buildSchema } from './build-schema';
import { emitSchema } from './emit-schema';

const textOf = (name: string) => readFile(new URL(`../../../schema/${name}`, import.meta.url), 'utf8');
const breaks = (from: GraphQLSchema, to: GraphQLSchema) =>
  findBreakingChanges(from, to).map((each) => each.description);

describe('the public schema', () => {
  it('contains the core with the same names and shapes', async () => {
    const core = readSchema(await textOf('core.graphql'));
    expect(breaks(core, readSchema(await emitSchema()))).toEqual([]);
  });

  it('has the arguments of the core, and no further ones', async () => {
    const core = readSchema(await textOf('core.graphql'));
    const ours = readSchema(await emitSchema());
    for (const type of Object.values(core.getTypeMap())) {
      if (!isObjectType(type) || type.name.startsWith('__')) continue;
      const mine = ours.getType(type.name);
      for (const field of Object.values(type.getFields())) {
        const args = isObjectType(mine) ? mine.getFields()[field.name]?.args : undefined;
        expect(args?.map(String).sort(), `${type.name}.${field.name}`).toEqual(field.args.map(String).sort());
      }
    }
  });

  it('is what schema/schema.graphql holds', async () => {
    expect(await textOf('schema.graphql')).toBe(await emitSchema());
  });

  it('does not change from one building to the next', async () => {
    expect(await emitSchema()).toBe(await emitSchema());
    expect(buildSchema().getQueryType()?.name).toBe('Query');
  });
});
