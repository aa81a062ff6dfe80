import type { GraphEdge, GraphNode, NodeTypeManifest } from '@muster/schema';
import { type Catalogue, catalogueOf } from './catalogue';
import type { EditorDocument } from './document';

const manifest = (
  part: Partial<NodeTypeManifest> & Pick<NodeTypeManifest, 'type' | 'title' | 'ports'>,
): NodeTypeManifest => ({
  version: 1,
  group: 'Flow',
  doc: '',
  effects: 'pure',
  kinds: ['pipeline'],
  configSchema: {},
  ...part,
  form: { fields: [], summary: [], defaults: {}, glyph: 'flow', output: [], ...part.form },
});

const form = (part: Partial<NodeTypeManifest['form']>): NodeTypeManifest['form'] => ({
  fields: [],
  summary: [],
  defaults: {},
  glyph: 'flow',
  output: [],
  ...part,
});

/** A small catalogue for tests: a start, a pass, a branch, a classifier with ports from its config, a transform. */
export const testCatalogue: Catalogue = catalogueOf([
  manifest({
    type: 'trigger.manual',
    title: 'Manual start',
    group: 'Start',
    ports: { in: [], out: [{ id: 'out', label: 'out' }] },
    form: form({ output: [{ from: 'schema', key: 'inputSchema' }] }),
  }),
  manifest({
    type: 'data.transform',
    title: 'Transform',
    group: 'Data',
    ports: { in: [{ id: 'in', label: 'in' }], out: [{ id: 'out', label: 'out' }], canFail: true },
    form: form({ output: [{ from: 'value', key: 'output' }], summary: ['{output}'] }),
  }),
  manifest({
    type: 'flow.branch',
    title: 'Branch',
    ports: {
      in: [{ id: 'in', label: 'in' }],
      out: [
        { id: 'true', label: 'true' },
        { id: 'false', label: 'false' },
      ],
    },
    form: form({ defaults: { condition: true }, output: [{ from: 'input' }] }),
  }),
  manifest({
    type: 'agent.classify',
    title: 'Classify',
    group: 'Agents',
    ports: {
      in: [{ id: 'in', label: 'in' }],
      out: [],
      fromConfig: [{ path: 'classes', prefix: 'class:', idKey: 'id' }],
    },
    form: form({ output: [{ from: 'fields', fields: ['class', 'reason'] }] }),
  }),
]);

export const testNode = (id: string, type = 'data.transform', config: GraphNode['config'] = {}): GraphNode => ({
  id,
  type,
  typeVersion: 1,
  name: id,
  config,
});

/** An edge written as `a>b` or `a:true>b`. */
export function testEdge(text: string): GraphEdge {
  const [from = '', to = ''] = text.split('>');
  const [node = '', port = 'out'] = from.split(':');
  return { id: text.replace('>', '.'), source: { node, port }, target: { node: to, port: 'in' } };
}

/** A pipeline of nodes, with edges written as `a>b`; a node given by id alone is a transform. */
export function testDocument(nodes: (string | GraphNode)[], edges: string[] = []): EditorDocument {
  const built = nodes.map((node) => (typeof node === 'string' ? testNode(node) : node));
  return {
    schemaVersion: 1,
    kind: 'pipeline',
    nodes: built,
    edges: edges.map(testEdge),
    view: { nodes: Object.fromEntries(built.map((node, index) => [node.id, { x: index * 280, y: 0 }])), notes: [] },
  };
}
