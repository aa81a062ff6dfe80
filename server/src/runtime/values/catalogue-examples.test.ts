import { catalogue, type NodeDefinition, type NodeExample } from '@muster/nodes';
import { type JsonObject, newId, noUsage, type WorkspaceId } from '@muster/schema';
import { afterAll, describe, expect, it } from 'vitest';
import { createMemoryBus } from '../bus/memory-bus';
import { indexPlan } from '../context/plan-index';
import { rootScope } from '../context/run-scope';
import { executeNode } from '../node-runner/execute-node';
import { executors } from '../operations/table';
import { createMemoryRunStore } from '../store/memory-run-store';
import { makePlan } from '../testing/plans';
import { withoutTrigger } from '../testing/run-origin';
import { createValues } from './values';

/** The examples of the catalogue's pure nodes are documentation; here they are run with the values of the runtime. */
const values = createValues();
afterAll(() => values.close());

async function work(node: NodeDefinition, { config, input }: NodeExample<unknown>) {
  const parsed = node.config.parse(config) as JsonObject;
  const operation = node.lower?.(parsed) ?? { kind: 'run' as const };
  const plan = makePlan({ nodes: { it: { type: node.type, operation, config: parsed } }, edges: [] });
  const id = newId('run');
  const place = { workspaceId: 'w1' as WorkspaceId, workflowId: newId('workflow'), versionId: newId('version') };
  const context = {
    run: { id, ...place, ...withoutTrigger, status: 'RUNNING' as const, input, pins: {} },
    index: indexPlan(plan),
    records: { get: async () => null, put() {} },
    store: createMemoryRunStore(new Map(), createMemoryBus()),
    values,
    executors,
    findNode: () => node,
    generate: async () => ({ text: '', data: null, usage: noUsage, model: 'none' }),
    log: { warn() {}, error() {} },
    scope: rootScope,
    guard: { iterations: [], stopNodeIds: [] },
    signal: new AbortController().signal,
    fresh: true,
  };
  const [planNode] = plan.nodes;
  if (!planNode) throw new Error('a plan without its node');
  return executeNode(context, { node: planNode, input, attempt: 1 });
}

const examples = [...catalogue.newest, ...catalogue.older]
  .filter(({ effects }) => effects === 'pure')
  .flatMap((node) => node.examples.map((example) => [`${node.type}: ${example.title}`, node, example] as const));

describe('examples of pure nodes', () => {
  it.each(examples)('%s', async (_, node, example) => {
    const { output, ports } = await work(node, example);
    const hasPorts = node.ports.out.length > 0;
    expect({ output, ports }).toEqual({ output: example.output, ports: hasPorts ? [example.port ?? 'out'] : [] });
  });
});
