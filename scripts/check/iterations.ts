import type { SourceFile } from './source-files';

/** The module that knows how iterations are written, and tests, which may spell them out. */
const allowed = /^schema\/src\/run\/iteration\.ts$|\.(test|cases|suite)\.tsx?$|^scripts\//;

/** The graph's own iteration written as `''`, and iterations taken apart or put together as text. */
const spelledOut = [
  /\biteration\s*(?:=|:|===|!==|\?\?)\s*(?:''|""|``)/g,
  /\biteration\??\.(?:split|startsWith|slice|substring|replace|indexOf|lastIndexOf|match)\(/g,
  /\.exec\([\w.]*\biteration\)/g,
  /\$\{[\w.]*\biteration\}\//g,
];

/** Returns every place that writes or reads an iteration as text, as `path:line`. */
export function findIterationText(files: readonly SourceFile[]): string[] {
  return files
    .filter(({ path }) => /^(schema|server|web)\//.test(path) && !allowed.test(path))
    .flatMap(({ path, text }) =>
      spelledOut
        .flatMap((pattern) => [...text.matchAll(pattern)])
        .map(({ index }) => {
          const line = text.slice(0, index).split('\n').length;
          return `${path}:${line}: use rootIteration, childIteration and the like of schema/src/run/iteration.ts`;
        }),
    );
}
