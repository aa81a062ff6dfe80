import { packNodeRuns, type RunSnapshot } from '@muster/schema';
import { describe, expect, it } from 'vitest';
import { readRunGraphs } from './run-graphs';

const graph = { schemaVersion: 1, kind: 'pipeline', nodes: [], edges: [] };
const snapshot: RunSnapshot = {
  seq: 0,
  status: 'QUEUED',
  error: null,
  usage: [0, 0, 0, 0],
  startedAt: null,
  finishedAt: null,
  nodeRunCount: 0,
  nodeRuns: packNodeRuns([], null),
};
const run = (graphs: { main: unknown; squad: unknown }) =>
  ({
    id: 'run_1',
    snapshot,
    workflow: { id: 'wfl_1', name: 'Run', kind: 'PIPELINE' },
    version: { id: 'ver_1', number: 1, graph: graphs.main },
    squads: [{ nodeId: 'fix', workflowId: 'wfl_2', version: { id: 'ver_2', number: 1, graph: graphs.squad } }],
  }) as unknown as Parameters<typeof readRunGraphs>[0];

describe('the graphs of a run', () => {
  it('that cannot be read are told with the reason, not drawn as an empty pipeline (G12)', () => {
    const broken = readRunGraphs(run({ main: { ...graph, nodes: 'none' }, squad: graph }));
    expect(broken).toMatchObject({ ok: false });
    expect(broken.ok ? '' : broken.message).toContain('nodes');
    const newer = readRunGraphs(run({ main: { ...graph, schemaVersion: 9 }, squad: graph }));
    expect(newer.ok ? '' : newer.message).toContain('newer');
  });

  it('leave a squad out that cannot be read, and keep the rest', () => {
    const read = readRunGraphs(run({ main: graph, squad: { ...graph, edges: 1 } }));
    expect(read.ok && [...read.run.squads.keys()]).toEqual([]);
    expect(read.ok && read.run.graph.nodes).toEqual([]);
  });
});
