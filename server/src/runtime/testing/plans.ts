import { factsOf, kindOf, type Operation } from '@muster/nodes';
import type { EffectKind, JsonObject, VersionId } from '@muster/schema';
import {
  cancelWithRun,
  type ExecutionPlan,
  type FunctionSpec,
  functionEvents,
  type PlanEdge,
  type PlanNode,
  type PlanPolicy,
} from '../../compiler/plan';
import type { StoredVersion } from '../ports';
import type { DurableFunction } from '../step-tools';

/** A node of a test's plan; everything has a default. */
export interface TestNode {
  type?: string;
  operation?: Operation;
  config?: JsonObject;
  /** The container it is in. */
  parentId?: string;
  effects?: EffectKind;
  policy?: Partial<Omit<PlanPolicy, 'retry'>> & { retry?: Partial<PlanPolicy['retry']> };
}

export interface TestPipeline {
  nodes: Record<string, TestNode>;
  /** `a>b`, or `a:true>b` for another port than `out`. */
  edges: string[];
  /** Chains that run as one step; every other node is its own step. */
  fuse?: string[][];
}

const defaultPolicy: PlanPolicy = {
  join: 'all',
  retry: { maxAttempts: 1, backoff: 'fixed', initialSeconds: 0.01, maxSeconds: 1 },
  timeoutSeconds: null,
  onError: 'fail',
  mock: null,
  disabled: false,
};

function toEdge(text: string): PlanEdge {
  const match = /^([^:>]+)(?::([^>]+))?>(.+)$/.exec(text);
  if (!match) throw new Error(`not an edge: ${text}`);
  const [, source = '', port = 'out', target = ''] = match;
  return { id: text, source: { node: source, port }, target: { node: target, port: 'in' } };
}

/** Sources before targets; nodes of a test's plan may be written in any order. */
function ordered(nodes: PlanNode[], edges: PlanEdge[]): PlanNode[] {
  const open = new Map(nodes.map((node) => [node.id, node.incoming.length]));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const ready = nodes.filter((node) => node.incoming.length === 0).map(({ id }) => id);
  const result: PlanNode[] = [];
  for (let id = ready.shift(); id !== undefined; id = ready.shift()) {
    result.push(byId.get(id) as PlanNode);
    for (const edge of edges.filter(({ source }) => source.node === id)) {
      const left = (open.get(edge.target.node) ?? 0) - 1;
      open.set(edge.target.node, left);
      if (left === 0) ready.push(edge.target.node);
    }
  }
  return result;
}

/** A plan as the compiler would make it, without the compiler. */
export function makePlan({ nodes, edges: edgeTexts, fuse = [] }: TestPipeline): ExecutionPlan {
  const edges = edgeTexts.map(toEdge);
  const planNodes = Object.entries(nodes).map(([id, node]): PlanNode => {
    const { retry, ...policy } = node.policy ?? {};
    return {
      id,
      type: node.type ?? (node.operation ? `test.${kindOf(node.operation)}` : 'test.work'),
      typeVersion: 1,
      name: id,
      ...(node.parentId === undefined ? {} : { parentId: node.parentId }),
      operation: node.operation ?? { kind: 'run' },
      config: node.config ?? {},
      effects: node.effects ?? 'pure',
      policy: { ...defaultPolicy, ...policy, retry: { ...defaultPolicy.retry, ...retry } },
      incoming: edges.filter(({ target }) => target.node === id).map((edge) => edge.id),
      outgoing: edges.filter(({ source }) => source.node === id).map((edge) => edge.id),
    };
  });
  const inOrder = ordered(planNodes, edges);
  const fused = new Map(fuse.flatMap((chain) => chain.map((id) => [id, chain])));
  const steps = inOrder
    .filter(({ id }) => (fused.get(id)?.[0] ?? id) === id)
    .map(({ id }) => ({ id: `node:${id}`, nodeIds: fused.get(id) ?? [id] }));
  const squadWorkflowIds = inOrder.flatMap(({ operation }) => factsOf(operation).squadWorkflowId ?? []);
  return { planVersion: 1, kind: 'pipeline', nodes: inOrder, edges, steps, leadId: null, squadWorkflowIds };
}

const makeSpec = (kind: FunctionSpec['kind'], id: string, nodeId: string | null): FunctionSpec => ({
  id,
  kind,
  nodeId,
  triggers: nodeId === null ? [{ event: functionEvents.runRequested }] : [],
  retries: 4,
  cancelOn: cancelWithRun,
});

/** A function of a test's own, configured like the `main` of a version unless `spec` says otherwise. */
export const makeFunction = (
  id: string,
  handler: DurableFunction['handler'],
  spec: Partial<DurableFunction> = {},
): DurableFunction => ({
  id,
  triggers: [{ event: functionEvents.runRequested }],
  retries: 0,
  cancelOn: cancelWithRun,
  handler,
  ...spec,
});

/** The version a plan would be stored as, with a function for `main` and one for each agent. */
export function makeVersion(versionId: VersionId, plan: ExecutionPlan): StoredVersion {
  const agents = plan.nodes.filter(({ operation }) => factsOf(operation).ownFunction === 'agent');
  const functions = [
    makeSpec(plan.kind, 'main', null),
    ...agents.map(({ id }) => makeSpec('agent', `agent.${id}`, id)),
  ];
  return { versionId, plan, functions };
}

export const trigger: TestNode = { operation: { kind: 'trigger', inputSchema: null } };

export const emptyVersion = (): Omit<StoredVersion, 'versionId'> =>
  makeVersion('' as VersionId, makePlan({ nodes: { start: trigger }, edges: [] }));
