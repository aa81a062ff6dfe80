import {
  type Diagnostic,
  type GraphDocument,
  type ModelTier,
  modelTiers,
  UserError,
  type WorkflowId,
  type WorkflowKind,
  type WorkspaceId,
} from '@muster/schema';
import type { CompileEnv } from '../../compiler/env';
import { SeveralErrors } from '../../shared/failures';
import { asIds } from '../../shared/ids';
import { RawJson } from '../../shared/raw-json';
import { requireScope, type Viewer } from '../../shared/viewer';
import type { CompileRepository } from './compile.repository';
import type { CompileAnswer, CompiledTexts } from './compile-task';
import type { GraphCompiler } from './graph-compiler';

/** A draft as it was kept, and the squads its nodes name. */
interface KeptDraft {
  kind: WorkflowKind;
  draft: RawJson;
  squadIds: readonly string[];
}

/** A graph that is safe to keep, whether or not it compiles. */
export interface CheckedDraft {
  draft: RawJson;
  diagnostics: Diagnostic[];
  /** Null when one of the diagnostics is an error. */
  compiled: CompiledTexts | null;
}

/** The compiler with the workspace around it. */
export function createCompileService(
  repository: CompileRepository,
  surroundings: Omit<CompileEnv, 'squads'>,
  compiler: GraphCompiler,
) {
  const { modelFor, maxSteps = null, prices = {} } = surroundings;
  const models = modelFor
    ? (Object.fromEntries(modelTiers.map((tier) => [tier, modelFor(tier)])) as Record<ModelTier, string>)
    : null;

  async function run(workspaceId: WorkspaceId, graph: string, squadIds: readonly string[]): Promise<CompileAnswer> {
    const squads = await repository.squads(workspaceId, asIds<WorkflowId>(squadIds));
    return compiler.compile(workspaceId, { graph, squads, models, maxSteps, prices });
  }

  return {
    /**
     * For other services, which have checked the viewer: reads a graph from outside and compiles it.
     * @throws UserError with a code of the graph (`GRAPH_NOT_JSON`, `GRAPH_TOO_NEW` …) and the path in the input, or
     * `COMPILE_TIMEOUT`
     */
    async checkDraft(workspaceId: WorkspaceId, graph: unknown, kind: WorkflowKind): Promise<CheckedDraft> {
      if (typeof graph === 'string') throw new UserError('GRAPH_NOT_JSON', textForGraph, { path: ['graph'] });
      return toDraft(await run(workspaceId, JSON.stringify(graph), squadsNamedIn(graph)), kind);
    },

    /** The same for a draft that was kept. */
    async checkKept(workspaceId: WorkspaceId, kept: KeptDraft): Promise<CheckedDraft> {
      return toDraft(await run(workspaceId, kept.draft.text, kept.squadIds), kept.kind);
    },

    /** Compiles without saving. What cannot be read as a graph gives diagnostics too. */
    async compile(
      viewer: Viewer | null,
      graph: unknown,
    ): Promise<{ diagnostics: Diagnostic[]; compiled: CompiledTexts | null }> {
      const { workspaceId } = requireScope(viewer, 'workflows:read');
      if (typeof graph !== 'string') return run(workspaceId, JSON.stringify(graph), squadsNamedIn(graph));
      const place = { nodeIds: [], edgeIds: [] };
      const diagnostics: Diagnostic[] = [
        { code: 'GRAPH_NOT_JSON', severity: 'error', message: textForGraph, ...place },
      ];
      return { diagnostics, compiled: null };
    },
  };
}
export type CompileService = ReturnType<typeof createCompileService>;

const textForGraph = 'The graph is a string; send the object itself.';

/** @throws UserError for what cannot be kept */
function toDraft({ document, unreadable, diagnostics, compiled }: CompileAnswer, kind: WorkflowKind): CheckedDraft {
  if (!document) {
    throw new SeveralErrors(
      unreadable.map(({ code, message, path }) => new UserError(code, message, { path: ['graph', ...path] })),
    );
  }
  if (document.kind !== kind) {
    const message = `The workflow is a ${kind}, the graph says it is a ${document.kind}.`;
    throw new UserError('INVALID_INPUT', message, { path: ['graph', 'kind'] });
  }
  return { draft: new RawJson(document.text), diagnostics, compiled };
}

/** Workflow ids that the graph's nodes hand tasks to, as far as it can be read. */
function squadsNamedIn(graph: unknown): string[] {
  const nodes = (graph as Partial<GraphDocument> | null)?.nodes;
  if (!Array.isArray(nodes)) return [];
  const ids = nodes.map((node) => (node as { config?: { workflowId?: unknown } } | null)?.config?.workflowId);
  return [...new Set(ids.filter((id) => typeof id === 'string'))].slice(0, 10_000);
}
