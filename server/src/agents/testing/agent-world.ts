import { type AgentSpec, kindOf } from '@muster/nodes';
import {
  type Json,
  type JsonObject,
  newId,
  type RunEvent,
  type RunId,
  type VersionId,
  type WorkflowId,
  type WorkspaceId,
} from '@muster/schema';
import {
  cancelWithRun,
  type ExecutionPlan,
  type FunctionSpec,
  functionEvents,
  type PlanNode,
  type PlanPolicy,
} from '../../compiler/plan';
import { testSchemas } from '../../json-schema/testing/test-schemas';
import { createMemoryBus } from '../../runtime/bus/memory-bus';
import type { StoredVersion } from '../../runtime/ports';
import type { RunRecord, RunStore } from '../../runtime/run-store';
import { createMemoryRunStore, newStoredRun, type StoredRun } from '../../runtime/store/memory-run-store';
import { withoutTrigger } from '../../runtime/testing/run-origin';
import { createValues, type Values } from '../../runtime/values/values';
import { createAgents, createModelRegistry, type ModelSettings } from '../index';
import { createInlineEngine } from './inline-engine';

type Policy = Partial<Omit<PlanPolicy, 'retry'>> & { retry?: Partial<PlanPolicy['retry']> };

export interface TestMember extends Partial<AgentSpec> {
  lead?: boolean;
  policy?: Policy;
}

function planNode(id: string, operation: PlanNode['operation'], policy: Policy = {}): PlanNode {
  const retry = { maxAttempts: 3, backoff: 'fixed' as const, initialSeconds: 0, maxSeconds: 0, ...policy.retry };
  const rest = { join: 'all' as const, timeoutSeconds: null, onError: 'fail' as const, mock: null, disabled: false };
  return {
    id,
    type: `test.${kindOf(operation)}`,
    typeVersion: 1,
    name: id,
    operation,
    config: {},
    effects: 'read',
    policy: { ...rest, ...policy, retry },
    incoming: [],
    outgoing: [],
  };
}

const spec = (kind: FunctionSpec['kind'], id: string, nodeId: string | null): FunctionSpec => ({
  id,
  kind,
  nodeId,
  triggers: nodeId === null ? [{ event: functionEvents.runRequested }] : [],
  retries: 3,
  cancelOn: cancelWithRun,
});

/** A squad: members by id; edges as `ada delegate grace`. */
export function squadVersion(members: Record<string, TestMember>, edges: string[]): StoredVersion {
  const nodes = Object.entries(members).map(([id, { lead = false, policy, ...agent }]) => {
    const filled = { role: 'backend-developer', instructions: '', maxTurns: 8, name: id, ...agent };
    return planNode(id, { kind: 'member', agent: filled, lead }, policy);
  });
  const plan: ExecutionPlan = {
    planVersion: 1,
    kind: 'squad',
    nodes,
    edges: edges.map((text) => {
      const [source = '', port = '', target = ''] = text.split(' ');
      return { id: text, source: { node: source, port }, target: { node: target, port: 'in' } };
    }),
    steps: [],
    leadId: Object.keys(members).find((id) => members[id]?.lead) ?? null,
    squadWorkflowIds: [],
  };
  const functions = [spec('squad', 'main', null), ...nodes.map(({ id }) => spec('member', `member.${id}`, id))];
  return { versionId: newId('version'), plan, functions };
}

/** A pipeline of one node: an agent, or a squad at work. */
export function pipelineVersion(nodeId: string, operation: PlanNode['operation'], policy?: Policy): StoredVersion {
  const plan: ExecutionPlan = {
    planVersion: 1,
    kind: 'pipeline',
    nodes: [planNode(nodeId, operation, policy)],
    edges: [],
    steps: [],
    leadId: null,
    squadWorkflowIds: [],
  };
  return { versionId: newId('version'), plan, functions: [spec('agent', `agent.${nodeId}`, nodeId)] };
}

/** Agents over a run in memory, real values, a real provider; only the engine is small. */
export function createAgentWorld(options: {
  models: ModelSettings;
  versions: StoredVersion[];
  input: Json;
  afterStep?: (job: string, step: string) => void;
  now?: () => Date;
  /** Shared between worlds; else each has its own, ended by `close`. */
  values?: Values;
}) {
  const runs = new Map<RunId, StoredRun>();
  const runId = newId('run');
  const main = options.versions[0] as StoredVersion;
  const record: RunRecord = {
    id: runId,
    workspaceId: 'wsp' as WorkspaceId,
    workflowId: 'wfl' as WorkflowId,
    versionId: main.versionId,
    status: 'QUEUED',
    ...withoutTrigger,
    input: options.input,
    pins: {},
  };
  runs.set(runId, newStoredRun(record));
  const bus = createMemoryBus();
  const live: RunEvent[] = [];
  void bus.subscribe(runId, (event) => live.push(event));
  const store: RunStore = createMemoryRunStore(runs, bus);
  const values = options.values ?? createValues();
  const agents = createAgents({
    schemas: testSchemas,
    store,
    bus,
    models: createModelRegistry(options.models),
    values,
    nodeScope: async ({ run }) => ({ input: run.input, trigger: run.input, nodes: {}, run: { id: run.id } }),
    loadVersion: async (id: VersionId) => options.versions.find((one) => one.versionId === id) ?? null,
    ...(options.now ? { now: options.now } : {}),
  });
  const engine = createInlineEngine(async ({ functionId, data, step, signal }) => {
    const version = options.versions.find((one) => functionId.startsWith(`${one.versionId}.`));
    const found = version?.functions.find((one) => `${version.versionId}.${one.id}` === functionId);
    if (!version || !found) throw new Error(`no function ${functionId}`);
    const { versionId, plan } = version;
    return agents.handler({ spec: found, versionId, plan, step, data, signal });
  }, options.afterStep);
  const stored = () => runs.get(runId) as StoredRun;

  return {
    agents,
    engine,
    live,
    runId,
    store,
    close: () => values.close(),
    /** Runs a function of a version, `main` of the first one when nothing is said. */
    call: (id = 'main', data: JsonObject = {}, version = main, signal = new AbortController().signal) =>
      engine.run('job', `${version.versionId}.${id}`, { runId, ...data }, signal),
    stored,
    rows: () => [...stored().rows.values()],
    row: (nodeId: string, iteration?: string) =>
      [...stored().rows.values()].find(
        (one) => one.nodeId === nodeId && (iteration === undefined || one.iteration === iteration),
      ),
    messages: () => stored().messages,
    events: <Type extends RunEvent['type']>(type: Type) =>
      stored().events.filter((event): event is Extract<RunEvent, { type: Type }> => event.type === type),
  };
}
