import { lexicographicSortSchema, printSchema } from 'graphql';
import { buildSchema } from './build-schema';

/** The public schema as text, sorted, with descriptions: what `schema/schema.graphql` holds. */
export async function emitSchema(): Promise<string> {
  return `${printSchema(lexicographicSortSchema(buildSchema()))}\n`;
}
