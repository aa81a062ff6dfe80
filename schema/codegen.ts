import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { codegen } from '@graphql-codegen/core';
import * as typedDocumentNode from '@graphql-codegen/typed-document-node';
import * as typescriptOperations from '@graphql-codegen/typescript-operations';
import { buildSchema, parse, validate } from 'graphql';

/** Makes typed documents (`TypedDocumentNode`) of `operations/*.graphql`, checked against `schema.graphql`. */
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const filename = here('src/generated/operations.ts');

const schemaText = await readFile(here('schema.graphql'), 'utf8');
const names = (await readdir(here('operations'))).filter((name) => name.endsWith('.graphql')).sort();
const documents = await Promise.all(
  names.map(async (name) => {
    const text = await readFile(here(`operations/${name}`), 'utf8');
    return { location: `operations/${name}`, document: parse(text) };
  }),
);

const schema = buildSchema(schemaText);
const problems = documents.length === 0 ? [] : validate(schema, concat(documents.map(({ document }) => document)));
for (const problem of problems) console.error(problem.toString());
if (problems.length > 0) process.exit(1);

const scalars = { ID: 'string', JSON: 'unknown', DateTime: 'string' };
const config = {
  scalars,
  enumsAsTypes: true,
  useTypeImports: true,
  skipTypename: true,
  avoidOptionals: { field: true },
};
const output = await codegen({
  filename,
  schema: parse(schemaText),
  schemaAst: schema,
  documents,
  config,
  plugins: [{ typescriptOperations: {} }, { typedDocumentNode: {} }],
  pluginMap: { typescriptOperations, typedDocumentNode },
});
await mkdir(here('src/generated'), { recursive: true });
await writeFile(filename, `/* Made by codegen.ts; not edited by hand. */\n${output}`);

function concat(parts: { definitions: readonly unknown[] }[]) {
  return { kind: 'Document', definitions: parts.flatMap(({ definitions }) => definitions) } as ReturnType<typeof parse>;
}
