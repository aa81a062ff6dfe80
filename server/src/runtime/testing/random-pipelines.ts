import { UserError } from '@muster/schema';
import fc from 'fast-check';
import type { ExecutionPlan } from '../../compiler/plan';
import type { Behaviour } from '../engines/conformance/workbench';
import { makePlan, type TestNode, type TestPipeline, trigger } from './plans';

/** A drawn node: where its edges come from, and what it does. */
interface Drawn {
  /** How many nodes back (0: the one before), and which of its ports: few edges over short ways make chains and dead paths. */
  from: { source: number; port: number }[];
  kind: 'pure' | 'write' | 'choose' | 'mock' | 'disabled' | 'fails-to-port' | 'fails-and-continues';
  takes: boolean;
  join: 'all' | 'any';
  /** An edge from the trigger that does not start the run comes in too: the only one (`alone`), or one more. */
  other: 'none' | 'more' | 'alone';
}

const edgeFrom = fc.record({ source: fc.nat(3), port: fc.nat(1) });
const drawn: fc.Arbitrary<Drawn> = fc.record({
  from: fc
    .tuple(fc.constantFrom(1, 1, 1, 2, 3), fc.array(edgeFrom, { minLength: 3, maxLength: 3 }))
    .map(([count, edges]) => edges.slice(0, count)),
  kind: fc.constantFrom(
    'pure',
    'pure',
    'write',
    'choose',
    'choose',
    'mock',
    'disabled',
    'fails-to-port',
    'fails-and-continues',
  ),
  takes: fc.boolean(),
  join: fc.constantFrom('all', 'any'),
  other: fc.constantFrom('none', 'none', 'none', 'none', 'more', 'alone'),
});

function toNode({ kind, takes, join }: Drawn): TestNode {
  switch (kind) {
    case 'choose':
      return {
        operation: { kind: 'choose', cases: [{ port: 'true', when: takes }], otherwise: 'false' },
        policy: { join },
      };
    case 'mock':
      return { effects: 'write', policy: { join, mock: { port: takes ? 'out' : 'other', output: 'mocked' } } };
    case 'disabled':
      return { effects: 'write', policy: { join, disabled: true } };
    case 'fails-to-port':
      return { effects: takes ? 'pure' : 'write', policy: { join, onError: 'port' } };
    case 'fails-and-continues':
      return { effects: takes ? 'pure' : 'write', policy: { join, onError: 'continue' } };
    default:
      return { effects: kind, policy: { join } };
  }
}

const portsOf = (kind: Drawn['kind'] | 'start'): [string, string] => {
  if (kind === 'choose') return ['true', 'false'];
  if (kind === 'fails-to-port') return ['out', 'error'];
  return kind === 'mock' ? ['out', 'other'] : ['out', 'out'];
};

/** Chains of pure nodes with one edge between each, as the compiler would fuse them. */
function chainsOf({ nodes, edges }: ExecutionPlan): string[][] {
  const pure = new Set(nodes.filter(({ effects }) => effects === 'pure').map(({ id }) => id));
  const next = new Map<string, string>();
  for (const { source, target } of edges) {
    const isOnlyOut = edges.filter((other) => other.source.node === source.node).length === 1;
    const isOnlyIn = edges.filter((other) => other.target.node === target.node).length === 1;
    if (isOnlyOut && isOnlyIn && pure.has(source.node) && pure.has(target.node)) next.set(source.node, target.node);
  }
  const inner = new Set(next.values());
  return [...next.keys()]
    .filter((id) => !inner.has(id))
    .map((id) => {
      const chain = [id];
      for (let last = next.get(id); last !== undefined; last = next.get(last)) chain.push(last);
      return chain;
    });
}

export interface RandomPipeline {
  plan: ExecutionPlan;
  behaviours: Map<string, Behaviour>;
  /** Nodes that run, by the rules of the design read as a fixed point over the finished graph. */
  runs: Set<string>;
  failing: Set<string>;
}

/** Which nodes run: the trigger that starts the run, and a node with a live edge into it; an edge is live when its source runs and emits on its port. */
function oracle(plan: ExecutionPlan, emits: Map<string, string>): Set<string> {
  const runs = new Set(['start']);
  for (let before = -1; before !== runs.size; ) {
    before = runs.size;
    for (const { source, target } of plan.edges) {
      if (runs.has(source.node) && emits.get(source.node) === source.port) runs.add(target.node);
    }
  }
  return runs;
}

function build(drawing: Drawn[], fused: boolean): RandomPipeline {
  const nodes: TestPipeline['nodes'] = { start: trigger, other: trigger };
  const edges = new Set<string>();
  const emits = new Map([
    ['start', 'out'],
    ['other', 'out'],
  ]);
  const behaviours = new Map<string, Behaviour>();
  const failing = new Set<string>();
  for (const [index, node] of drawing.entries()) {
    const id = `n${index}`;
    nodes[id] = toNode(node);
    if (node.other !== 'none') edges.add(`other>${id}`);
    for (const { source, port } of node.other === 'alone' ? [] : node.from) {
      const at = Math.max(0, index - source);
      const from = at === 0 ? 'start' : `n${at - 1}`;
      edges.add(`${from}:${portsOf(drawing[at - 1]?.kind ?? 'start')[port]}>${id}`);
    }
    const [first, second] = portsOf(node.kind);
    const isFailing = node.kind === 'fails-to-port' || node.kind === 'fails-and-continues';
    if (isFailing) {
      failing.add(id);
      behaviours.set(id, () => {
        throw new UserError('NODE_FAILED', id);
      });
    } else behaviours.set(id, () => ({ output: id }));
    const takesSecond =
      node.kind === 'fails-to-port' || ((node.kind === 'choose' || node.kind === 'mock') && !node.takes);
    emits.set(id, takesSecond ? second : first);
  }
  const pipeline = { nodes, edges: [...edges] };
  const plan = makePlan(pipeline);
  const final = fused ? makePlan({ ...pipeline, fuse: chainsOf(plan) }) : plan;
  return { plan: final, behaviours, runs: oracle(plan, emits), failing };
}

/** Pipelines with two triggers of which `start` starts the run, branches, joins, failures that are handled, mocked and disabled nodes; fused or not. */
export const randomPipeline: fc.Arbitrary<RandomPipeline> = fc
  .tuple(fc.array(drawn, { minLength: 1, maxLength: 18 }), fc.boolean())
  .map(([drawing, fused]) => build(drawing, fused));
