import type { CompileReport, Diagnostic, GraphDocument, WorkflowId, WorkspaceId } from '@muster/schema';
import type { CompileEnv } from '../../compiler/env';
import { compile } from '../../compiler/pipeline';
import type { ExecutionPlan, FunctionSpec } from '../../compiler/plan';
import { requireScope, type Viewer } from '../auth/viewer';
import { asIds } from '../shared/ids';
import type { CompileRepository } from './compile.repository';

/** What a graph without errors becomes. */
export interface Compiled {
  hash: string;
  plan: ExecutionPlan;
  functions: FunctionSpec[];
  report: CompileReport;
}
export interface Checked {
  diagnostics: Diagnostic[];
  /** Null when one of the diagnostics is an error. */
  compiled: Compiled | null;
}

/** The compiler with the workspace around it. */
export function createCompileService(squads: CompileRepository, surroundings: Omit<CompileEnv, 'squads'>) {
  async function check(workspaceId: WorkspaceId, graph: unknown): Promise<Checked> {
    const named = await squads.squads(workspaceId, asIds<WorkflowId>(squadsNamedIn(graph)));
    return compile(graph, { ...surroundings, squads: named });
  }

  return {
    /** For other services, which have checked the viewer. */
    check,

    /** Compiles without saving. What cannot be read as a graph gives diagnostics too. */
    async compile(viewer: Viewer | null, graph: unknown): Promise<Checked> {
      return check(requireScope(viewer, 'workflows:read').workspaceId, graph);
    },
  };
}
export type CompileService = ReturnType<typeof createCompileService>;

/** Workflow ids that the graph's nodes hand tasks to, as far as it can be read. */
function squadsNamedIn(graph: unknown): string[] {
  const nodes = (graph as Partial<GraphDocument> | null)?.nodes;
  if (!Array.isArray(nodes)) return [];
  const ids = nodes.map((node) => (node as { config?: { workflowId?: unknown } } | null)?.config?.workflowId);
  return [...new Set(ids.filter((id) => typeof id === 'string'))].slice(0, 10_000);
}
