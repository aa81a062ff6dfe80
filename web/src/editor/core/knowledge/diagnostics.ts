import type { Diagnostic as CompilerDiagnostic, Severity } from '@muster/schema';

/** A finding of the compiler as it comes over the API: a newer server may know codes we do not. */
export type Diagnostic = Omit<CompilerDiagnostic, 'code'> & { code: string };

/** Diagnostics by what they are about. */
export interface DiagnosticIndex {
  all: readonly Diagnostic[];
  byNode: ReadonlyMap<string, readonly Diagnostic[]>;
  byEdge: ReadonlyMap<string, readonly Diagnostic[]>;
  /** About the graph as a whole. */
  general: readonly Diagnostic[];
  errors: number;
  warnings: number;
}

const ranks: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/** Sorts diagnostics by node and edge, worst first. */
export function indexDiagnostics(diagnostics: readonly Diagnostic[]): DiagnosticIndex {
  const all = [...diagnostics].sort((left, right) => ranks[left.severity] - ranks[right.severity]);
  const byNode = new Map<string, Diagnostic[]>();
  const byEdge = new Map<string, Diagnostic[]>();
  const enter = (map: Map<string, Diagnostic[]>, id: string, diagnostic: Diagnostic) => {
    const list = map.get(id);
    if (!list) map.set(id, [diagnostic]);
    else if (!list.includes(diagnostic)) list.push(diagnostic);
  };
  for (const diagnostic of all) {
    for (const id of diagnostic.nodeIds) enter(byNode, id, diagnostic);
    for (const id of diagnostic.edgeIds) enter(byEdge, id, diagnostic);
  }
  return {
    all,
    byNode,
    byEdge,
    general: all.filter((diagnostic) => diagnostic.nodeIds.length === 0 && diagnostic.edgeIds.length === 0),
    errors: all.filter((diagnostic) => diagnostic.severity === 'error').length,
    warnings: all.filter((diagnostic) => diagnostic.severity === 'warning').length,
  };
}

export const noDiagnostics: DiagnosticIndex = indexDiagnostics([]);

/** The diagnostics of one field of a node's form: those whose place in the config is that field or inside it. */
export function fieldDiagnostics(diagnostics: readonly Diagnostic[], key: string): Diagnostic[] {
  const path = key.split('.');
  return diagnostics.filter(({ configPath }) => configPath && path.every((part, index) => configPath[index] === part));
}

/** Diagnostics that no field of the form shows, so that the inspector shows them on top. */
export function unplacedDiagnostics(diagnostics: readonly Diagnostic[], keys: readonly string[]): Diagnostic[] {
  const placed = new Set(keys.flatMap((key) => fieldDiagnostics(diagnostics, key)));
  return diagnostics.filter((diagnostic) => !placed.has(diagnostic));
}

/** "2 errors", "1 warning", or empty text when all is well. */
export function countWords({ errors, warnings }: Pick<DiagnosticIndex, 'errors' | 'warnings'>): string {
  const many = (count: number, word: string) => (count === 0 ? [] : [`${count} ${word}${count === 1 ? '' : 's'}`]);
  return [...many(errors, 'error'), ...many(warnings, 'warning')].join(' · ');
}
