import { type GraphDocument, type RunSnapshot, runSnapshot } from '@muster/schema';
import type { RunViewQuery } from '@muster/schema/operations';
import { readDocument } from '../../../editor/core/graph/document';
import { editorLink } from '../../../editor/core/knowledge/editor-link';

type RunAnswer = NonNullable<RunViewQuery['run']>;

/** A run with the graphs it is pinned to. */
export interface RunWithGraphs extends Omit<RunAnswer, 'squads' | 'snapshot'> {
  /** How it stood when it was loaded. */
  snapshot: RunSnapshot;
  graph: GraphDocument;
  /** By the id of the `squad.task` node. */
  squads: ReadonlyMap<string, GraphDocument>;
  /** The workflow of each squad, by the id of its `squad.task` node. */
  squadWorkflows: ReadonlyMap<string, string>;
}

/** A run to be drawn, or the sentence that says why its graph can't be read. */
export type ReadRun = { ok: true; run: RunWithGraphs } | { ok: false; message: string };

/** Reads the graphs of a run. A squad whose graph can't be read is left out: its node is drawn closed. */
export function readRunGraphs(answer: RunAnswer): ReadRun {
  const { squads, ...rest } = answer;
  const graph = readDocument(answer.version.graph);
  if (!graph.ok) return graph;
  const run = {
    ...rest,
    snapshot: runSnapshot.parse(answer.snapshot),
    graph: graph.document,
    squads: new Map(
      squads.flatMap(({ nodeId, version }) => {
        const squad = readDocument(version.graph);
        return squad.ok ? [[nodeId, squad.document] as const] : [];
      }),
    ),
    squadWorkflows: new Map(squads.map((squad) => [squad.nodeId, squad.workflowId])),
  };
  return { ok: true, run };
}

/** Where a node of a run is changed: its workflow in the editor, or that of its squad, with the node selected. */
export function editorPath(
  run: Pick<RunWithGraphs, 'id' | 'workflow' | 'squadWorkflows'>,
  place: { nodeId: string; within: string | null } | null,
): string {
  if (place === null) return editorLink(run.workflow.id);
  const { nodeId, within } = place;
  const workflowId = within === null ? undefined : run.squadWorkflows.get(within);
  return editorLink(workflowId ?? run.workflow.id, { nodeId, runId: run.id });
}
