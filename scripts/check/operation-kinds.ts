import type { SourceFile } from './source-files';

/** Who may ask of what kind an operation is: the tables with one entry for each. Tests may too. */
const allowed = /^nodes\/src\/operations\/|\.(test|cases|suite)\.ts$/;

/** `operation.kind`, `node?.operation?.kind`, and `{ kind } = node.operation`. */
const consulted = /\boperation[)!]*\??\.kind\b|\{[^{}]*\bkind\b[^{}]*\}\s*=\s*[\w.?!]*\boperation\b/g;

/** Returns every place outside the tables that decides by the kind of an operation, as `path:line`. */
export function findKindChecks(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => /^(nodes|schema|server)\//.test(path) && !allowed.test(path))
    .flatMap(({ path, text }) =>
      [...text.matchAll(consulted)].map(({ index }) => {
        const line = text.slice(0, index).split('\n').length;
        return `${path}:${line}: state it as a fact of the operation in nodes/src/operations/, or in its executor`;
      }),
    );
}
