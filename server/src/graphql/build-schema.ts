import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { SystemResolver } from '../modules/system/system.resolver';

/** The whole public schema. Resolvers find `GraphQLContext` in the context value. */
export function buildSchema(): GraphQLSchema {
  return buildSchemaSync({ resolvers: [SystemResolver], validate: false });
}
