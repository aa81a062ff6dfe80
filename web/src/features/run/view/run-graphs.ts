import { type GraphDocument, graphDocument } from '@muster/schema';
import type { RunViewQuery } from '@muster/schema/operations';

type RunAnswer = NonNullable<RunViewQuery['run']>;

/** A run with the graphs it is pinned to. */
export interface RunWithGraphs extends Omit<RunAnswer, 'squads'> {
  graph: GraphDocument;
  /** By the id of the `squad.task` node. */
  squads: ReadonlyMap<string, GraphDocument>;
}

const nothing: GraphDocument = { schemaVersion: 1, kind: 'pipeline', nodes: [], edges: [] };
const read = (graph: unknown): GraphDocument => graphDocument.safeParse(graph).data ?? nothing;

export function readRunGraphs(run: RunAnswer): RunWithGraphs {
  const { squads, ...rest } = run;
  return {
    ...rest,
    graph: read(run.version.graph),
    squads: new Map(squads.map((squad) => [squad.nodeId, read(squad.version.graph)])),
  };
}
