import { type GraphDocument, graphDocument } from '@muster/schema';
import type { RunViewQuery } from '@muster/schema/operations';
import { editorLink } from '../../../editor/core/editor-link';

type RunAnswer = NonNullable<RunViewQuery['run']>;

/** A run with the graphs it is pinned to. */
export interface RunWithGraphs extends Omit<RunAnswer, 'squads'> {
  graph: GraphDocument;
  /** By the id of the `squad.task` node. */
  squads: ReadonlyMap<string, GraphDocument>;
  /** The workflow of each squad, by the id of its `squad.task` node. */
  squadWorkflows: ReadonlyMap<string, string>;
}

const nothing: GraphDocument = { schemaVersion: 1, kind: 'pipeline', nodes: [], edges: [] };
const read = (graph: unknown): GraphDocument => graphDocument.safeParse(graph).data ?? nothing;

export function readRunGraphs(run: RunAnswer): RunWithGraphs {
  const { squads, ...rest } = run;
  return {
    ...rest,
    graph: read(run.version.graph),
    squads: new Map(squads.map((squad) => [squad.nodeId, read(squad.version.graph)])),
    squadWorkflows: new Map(squads.map((squad) => [squad.nodeId, squad.workflowId])),
  };
}

/** Where a node of a run is changed: its workflow in the editor, or that of its squad, with the node selected. */
export function editorPath(
  run: Pick<RunWithGraphs, 'id' | 'workflow' | 'squadWorkflows'>,
  place: { nodeId: string; within: string | null } | null,
): string {
  if (place === null) return editorLink(run.workflow.id);
  const { nodeId, within } = place;
  // Only the run's own workflow can tell why its node failed in it.
  if (within === null) return editorLink(run.workflow.id, { nodeId, runId: run.id });
  return editorLink(run.squadWorkflows.get(within) ?? run.workflow.id, { nodeId });
}
