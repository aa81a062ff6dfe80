import type { GraphNode, NodeTypeManifest } from '@muster/schema';
import { type FlowInput, type FlowItems, flowItems, noItems } from '../src/editor/canvas/items/flow-items';
import { movedNodes } from '../src/editor/canvas/items/moved-nodes';
import { emptyHistory, recordChange, undo } from '../src/editor/core/changes/history';
import { catalogueOf } from '../src/editor/core/graph/catalogue';
import type { EditorDocument } from '../src/editor/core/graph/document';
import { moveItems, renameNode } from '../src/editor/core/graph/operations';
import { noDiagnostics } from '../src/editor/core/knowledge/diagnostics';
import { run as runTidy } from './tidy.bench';

type Report = (name: string, unit: 'ms' | 'count' | 'px', values: readonly number[]) => void;

const manifest: NodeTypeManifest = {
  type: 'data.transform',
  version: 1,
  title: 'Transform',
  group: 'Data',
  doc: '',
  effects: 'pure',
  kinds: ['pipeline'],
  configSchema: {},
  form: { fields: [], summary: ['{output}'], defaults: {}, glyph: 'transform', output: [] },
  ports: { in: [{ id: 'in', label: 'in' }], out: [{ id: 'out', label: 'out' }] },
};
const catalogue = catalogueOf([manifest]);

/** A tree of nodes in which each leads to three. */
function tree(size: number): EditorDocument {
  const nodes = Array.from({ length: size }, (_, index): GraphNode => {
    return {
      id: `n${index}`,
      type: manifest.type,
      typeVersion: 1,
      name: `Node ${index}`,
      config: { output: `value ${index}` },
    };
  });
  const edges = nodes.slice(1).map((node, index) => ({
    id: `e${index}`,
    source: { node: `n${Math.floor(index / 3)}`, port: 'out' },
    target: { node: node.id, port: 'in' },
  }));
  const places = nodes.map(
    (node, index) => [node.id, { x: (index % 40) * 280, y: Math.floor(index / 40) * 140 }] as const,
  );
  return { schemaVersion: 1, kind: 'pipeline', nodes, edges, view: { nodes: Object.fromEntries(places), notes: [] } };
}

function measure(times: number, work: (turn: number) => void): number[] {
  return Array.from({ length: times }, (_, turn) => {
    const start = performance.now();
    work(turn);
    return performance.now() - start;
  });
}

/** What one frame of dragging and one change with its undo cost, apart from the browser's own drawing; and "Tidy". */
export async function run(report: Report): Promise<void> {
  for (const size of [100, 1000]) {
    const graph = tree(size);
    const input: FlowInput = {
      graph,
      catalogue,
      diagnostics: noDiagnostics,
      runState: null,
      last: new Map(),
      editable: true,
      selection: new Set(),
      targets: null,
      expanded: new Set(),
      writing: null,
    };
    const shown = flowItems(noItems, input);
    const frame = (turn: number) => void movedNodes(shown.nodes, new Map([['n1', { x: turn, y: turn }]]));
    measure(20, frame);
    report(`editor.drag-frame.nodes-${size}`, 'ms', measure(200, frame));
    let items: FlowItems = shown;
    const type = (turn: number) => {
      items = flowItems(items, { ...input, graph: renameNode(graph, 'n1', `Name ${turn}`) });
    };
    measure(20, type);
    report(`editor.type-items.nodes-${size}`, 'ms', measure(200, type));
    report(
      `editor.change-and-undo.nodes-${size}`,
      'ms',
      measure(100, (turn) => {
        const renamed = renameNode(graph, 'n1', `Name ${turn}`);
        const moved = moveItems(renamed, new Map([['n2', { x: turn * 4, y: 0 }]]));
        undo(recordChange({ document: graph, history: emptyHistory }, moved, 'Change'));
      }),
    );
  }
  await runTidy(report);
}
