import type { GraphDocument, WorkflowId, WorkspaceId } from '@muster/schema';
import type { CompileEnv } from '../../compiler/env';
import { type CompileOutcome, compile } from '../../compiler/pipeline';
import { requireScope, type Viewer } from '../auth/viewer';
import { asIds } from '../shared/ids';
import type { CompileRepository } from './compile.repository';

/** The compiler with the workspace around it. */
export function createCompileService(squads: CompileRepository, surroundings: Omit<CompileEnv, 'squads'>) {
  async function check(workspaceId: WorkspaceId, graph: unknown): Promise<CompileOutcome> {
    const named = await squads.squads(workspaceId, asIds<WorkflowId>(squadsNamedIn(graph)));
    return compile(graph, { ...surroundings, squads: named });
  }

  return {
    /** For other services, which have checked the viewer. */
    check,

    /** Compiles without saving. What cannot be read as a graph gives diagnostics too. */
    async compile(viewer: Viewer | null, graph: unknown): Promise<CompileOutcome> {
      const { workspaceId } = requireScope(viewer, 'workflows:read');
      return typeof graph === 'string' ? textForGraph : check(workspaceId, graph);
    },
  };
}
export type CompileService = ReturnType<typeof createCompileService>;

const textForGraph: CompileOutcome = {
  diagnostics: [
    {
      code: 'GRAPH_NOT_JSON',
      severity: 'error',
      message: 'The graph is a string; send the object itself.',
      nodeIds: [],
      edgeIds: [],
    },
  ],
  compiled: null,
};

/** Workflow ids that the graph's nodes hand tasks to, as far as it can be read. */
function squadsNamedIn(graph: unknown): string[] {
  const nodes = (graph as Partial<GraphDocument> | null)?.nodes;
  if (!Array.isArray(nodes)) return [];
  const ids = nodes.map((node) => (node as { config?: { workflowId?: unknown } } | null)?.config?.workflowId);
  return [...new Set(ids.filter((id) => typeof id === 'string'))].slice(0, 10_000);
}
