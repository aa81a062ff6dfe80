/** One import or re-export in a source file. */
export interface ImportStatement {
  specifier: string;
  /** 1 for the first. */
  line: number;
  /** `import type` and `export type`, which leave no trace at run time. */
  typeOnly: boolean;
}

const pattern =
  /(?:^|[;\n}])\s*(?:import|export)\b[^'"`;]*?\bfrom\s*(['"])([^'"]+)\1|(?:^|[;\n}])\s*import\s*(['"])([^'"]+)\3|\bimport\s*\(\s*(['"])([^'"]+)\5/g;

/** Every module a source text imports, re-exports or imports late, types included. */
export function findImports(source: string): ImportStatement[] {
  const text = blankComments(source);
  const found: ImportStatement[] = [];
  for (const match of text.matchAll(pattern)) {
    const specifier = match[2] ?? match[4] ?? match[6];
    if (specifier === undefined) continue;
    const end = match.index + match[0].length;
    const typeOnly = /^[;\n}]?\s*(import|export)\s+type\b/.test(match[0]);
    found.push({ specifier, line: text.slice(0, end).split('\n').length, typeOnly });
  }
  return found;
}

/** The text with comments turned to spaces; strings, which may hold `//`, are left alone. */
function blankComments(source: string): string {
  return source.replace(
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g,
    (part) => (part.startsWith('/') ? part.replace(/[^\n]/g, ' ') : part),
  );
}
