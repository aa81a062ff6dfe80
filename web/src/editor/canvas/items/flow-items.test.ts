import { describe, expect, it } from 'vitest';
import { moveItems, renameNode } from '../../core/graph/operations';
import { testCatalogue, testDocument, testNode } from '../../core/graph/testing';
import { noDiagnostics } from '../../core/knowledge/diagnostics';
import { type CardFlowNode, insideId, readFlowId } from '../model/flow-types';
import { edgeStatesOf, type NodeRunState, type RunState } from '../model/run-state';
import { type FlowInput, type FlowItems, flowItems, noItems } from './flow-items';
import { movedNodes } from './moved-nodes';

const none: ReadonlySet<string> = new Set();
const graph = testDocument(
  [testNode('start', 'trigger.manual'), testNode('fork', 'flow.branch'), 'yes', 'no'],
  ['start>fork', 'fork:true>yes', 'fork:false>no'],
);

const input = (part: Partial<FlowInput> = {}): FlowInput => ({
  graph,
  catalogue: testCatalogue,
  diagnostics: noDiagnostics,
  runState: null,
  last: new Map<string, string>(),
  editable: true,
  selection: none,
  targets: null,
  expanded: none,
  writing: null,
  ...part,
});

const ended = (port: string): NodeRunState => ({
  status: 'SUCCEEDED',
  port,
  durationMs: 12,
  costUsd: null,
  note: null,
});
const skipped: NodeRunState = { status: 'SKIPPED', port: null, durationMs: null, costUsd: null, note: null };
const running: NodeRunState = { status: 'RUNNING', port: null, durationMs: 400, costUsd: null, note: null };

const cardOf = (items: FlowItems, id: string) => items.nodes.find((node) => node.id === id) as CardFlowNode | undefined;

/** Ids of the items that are new objects. */
function fresh(part: Partial<FlowInput>): string[] {
  const first = flowItems(noItems, input());
  const next = flowItems(first, input(part));
  return [...next.nodes, ...next.edges]
    .filter((item) => ![...first.nodes, ...first.edges].includes(item as never))
    .map((item) => item.id);
}

describe('items of the canvas', () => {
  it('are the same objects in the same lists while nothing changes', () => {
    const first = flowItems(noItems, input());
    const next = flowItems(first, input({ graph: { ...graph, nodes: [...graph.nodes], edges: [...graph.edges] } }));
    expect(next.nodes).toBe(first.nodes);
    expect(next.edges).toBe(first.edges);
  });

  it('a moving node is one new item, whatever the size of the graph', () => {
    const { nodes } = flowItems(noItems, input());
    const moved = movedNodes(nodes, new Map([['yes', { x: 5, y: 6 }]]));
    expect(moved.filter((node, index) => node !== nodes[index]).map(({ id }) => id)).toEqual(['yes']);
    expect(moved.find(({ id }) => id === 'yes')).toMatchObject({ position: { x: 5, y: 6 } });
  });

  it('a moved node is one new item, and the edges keep their list', () => {
    const first = flowItems(noItems, input());
    const next = flowItems(first, input({ graph: moveItems(graph, new Map([['yes', { x: 4, y: 400 }]])) }));
    expect(next.nodes.filter((node) => !first.nodes.includes(node)).map(({ id }) => id)).toEqual(['yes']);
    expect(next.edges).toBe(first.edges);
  });

  it('a selected node is one new item, and its card is not drawn again', () => {
    const first = flowItems(noItems, input());
    const next = flowItems(first, input({ selection: new Set(['yes']) }));
    expect(fresh({ selection: new Set(['yes']) })).toEqual(['yes']);
    expect(cardOf(next, 'yes')?.data).toBe(cardOf(first, 'yes')?.data);
  });

  it('a renamed node is a new item, and so are the edges that are named after it', () => {
    expect(fresh({ graph: renameNode(graph, 'yes', 'Ja') })).toEqual(['yes', 'fork:true.yes']);
  });

  it('a sentence follows the names of the nodes it speaks of', () => {
    const speaks = { ...testNode('yes', 'data.transform'), config: { output: { $ref: { node: 'fork', path: [] } } } };
    const speaking = testDocument([testNode('fork', 'flow.branch'), speaks, 'no'], ['fork:true>yes']);
    const first = flowItems(noItems, input({ graph: speaking }));
    const next = flowItems(first, input({ graph: renameNode(speaking, 'fork', 'Which') }));
    expect(cardOf(next, 'yes')?.data.sentence).toContain('Which');
    expect(cardOf(next, 'no')).toBe(cardOf(first, 'no'));
  });

  it('a new answer of a run that says the same draws nothing', () => {
    const run = (): RunState => ({
      status: 'RUNNING',
      nodes: new Map([['start', { ...ended('out') }]]),
      edges: new Map(),
      squads: new Map(),
    });
    const first = flowItems(noItems, input({ runState: run(), editable: false }));
    const next = flowItems(first, input({ runState: run(), editable: false }));
    expect(next.nodes.every((node, index) => node === first.nodes[index])).toBe(true);
  });

  it('leave out edges at ports that are not there, and keep nodes of unknown types', () => {
    const odd = testDocument([testNode('what', 'future.thing'), 'a'], ['what>a', 'a:nope>what']);
    const items = flowItems(noItems, input({ graph: odd }));
    expect(items.edges).toEqual([]);
    expect(cardOf(items, 'what')?.data).toMatchObject({ known: false });
  });

  it('mark what an edge may reach while it is drawn', () => {
    const items = flowItems(noItems, input({ targets: new Set(['yes']) }));
    expect(cardOf(items, 'yes')?.className).toBe('may-connect');
    expect(cardOf(items, 'no')?.className).toBe('may-not-connect');
  });

  it('stand where their ports are said to be', () => {
    const [port] = cardOf(flowItems(noItems, input()), 'fork')?.handles ?? [];
    expect(port).toMatchObject({ id: 'in', x: -5, y: 19, width: 12 });
  });
});

describe('edges of a run', () => {
  it('are taken, alive, dead, or not decided', () => {
    const states = edgeStatesOf(
      graph,
      new Map([
        ['start', ended('out')],
        ['fork', ended('true')],
        ['yes', running],
        ['no', skipped],
      ]),
    );
    expect(Object.fromEntries(states)).toEqual({
      'start.fork': 'taken',
      'fork:true.yes': 'active',
      'fork:false.no': 'dead',
    });
    expect(edgeStatesOf(graph, new Map([['start', running]])).size).toBe(0);
  });
});

describe('a squad opened in its node', () => {
  const squad = { ...testDocument(['ada', 'grace'], ['ada>grace']), kind: 'squad' as const };
  const runState: RunState = {
    status: 'RUNNING',
    nodes: new Map([['fork', running]]),
    edges: new Map(),
    squads: new Map([
      [
        'fork',
        {
          graph: squad,
          members: new Map([['ada', running]]),
          activeEdgeIds: new Set(['ada.grace']),
          usedEdgeIds: none,
        },
      ],
    ]),
  };

  it('shows its members inside, with what they do, and makes room', () => {
    const closed = flowItems(noItems, input({ runState, editable: false }));
    const open = flowItems(closed, input({ runState, editable: false, expanded: new Set(['fork']) }));
    const ada = cardOf(open, insideId('fork', 'ada'));
    expect(ada).toMatchObject({ parentId: 'fork', type: 'member', data: { run: { status: 'RUNNING' } } });
    expect(open.edges.find((edge) => edge.id === insideId('fork', 'ada.grace'))).toMatchObject({
      data: { state: 'active' },
    });
    expect(cardOf(open, 'fork')?.type).toBe('squad');
    const width = cardOf(open, 'fork')?.width ?? 0;
    expect(cardOf(open, 'yes')?.position.x).toBe((cardOf(closed, 'yes')?.position.x ?? 0) + width - 208);
    expect(cardOf(open, 'start')).toBe(cardOf(closed, 'start'));
    expect(readFlowId(insideId('fork', 'ada'))).toEqual({ nodeId: 'fork', memberId: 'ada' });
  });
});
