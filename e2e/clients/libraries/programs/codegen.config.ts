import type { CodegenConfig } from '@graphql-codegen/cli';
import type { Access } from '../connect';

const { url, headers }: Access = JSON.parse(process.env.ACCESS ?? '');

/** The client preset with its defaults, from the schema that the running server tells a key's owner. */
const config: CodegenConfig = {
  schema: [{ [url]: { headers } }],
  documents: ['clients/libraries/programs/codegen.ts'],
  generates: { 'generated/codegen/': { preset: 'client' } },
};
export default config;
