import type { ExecutionPlan, PlanEdge, PlanNode, PlanStep } from '../../compiler/plan';

/** A node that does not run: not taken, or never started. Its outgoing edges are dead. */
export const SKIPPED = Symbol('skipped');
export type Settled = readonly string[] | typeof SKIPPED;

/** The part of a plan that one scheduler runs: the nodes of the graph itself, or those of one container. */
export type PlanScope = Pick<ExecutionPlan, 'nodes' | 'edges' | 'steps'>;

/** How a step ended: the ports of its nodes that ran, and whether one of them ends the run. */
export interface StepEnd {
  ports: ReadonlyMap<string, readonly string[]>;
  /** A node failed with nothing to handle it, or a stop node was reached. */
  endedBy: string | null;
  /** The run is over (cancelled, say), or ending: nothing of this step was started. */
  stopped: boolean;
}

export interface SchedulerTools {
  /** Whether the node runs without a live edge into it. Any other node without one is skipped. */
  starts(node: PlanNode): boolean;
  run(step: PlanStep): Promise<StepEnd>;
  /** These nodes' edges are all dead. Not waited for. */
  skip(nodeIds: readonly string[]): void;
}

export interface ScheduleEnd {
  /** Nodes that end the run, in the order they were met; several when they ran in parallel. */
  endedBy: string[];
  stopped: boolean;
  /** Ports by node. */
  settled: ReadonlyMap<string, Settled>;
}

/** True as soon as `any` of them is, or once all are settled: `join: any`; else after all: `join: all`. Of none: false. */
async function oneIsLive(edges: Promise<boolean>[], join: 'all' | 'any'): Promise<boolean> {
  if (join === 'all') return (await Promise.all(edges)).includes(true);
  const first = Promise.any(edges.map((edge) => edge.then((live) => live || Promise.reject(new Error('dead edge')))));
  return first.catch(async () => (await Promise.all(edges)).includes(true));
}

/**
 * Runs one scope of a plan: one memoised promise per node, made in the plan's order (sources first), so no graph is too
 * deep. Once a node ends the scope nothing new starts in it, and what is running finishes. Rejects, after everything under
 * way has settled, with the first error that `tools.run` threw.
 */
export async function schedule(plan: PlanScope, tools: SchedulerTools): Promise<ScheduleEnd> {
  const edges = new Map(plan.edges.map((edge) => [edge.id, edge]));
  const promises = new Map<string, Promise<Settled>>();
  const endedBy: string[] = [];
  let stopped = false;
  let broken: { error: unknown } | null = null;

  async function isLive({ source }: PlanEdge): Promise<boolean> {
    const ports = await promises.get(source.node);
    return ports !== undefined && ports !== SKIPPED && ports.includes(source.port);
  }

  async function runStep(step: PlanStep, node: PlanNode): Promise<StepEnd['ports']> {
    const { incoming, policy } = node;
    const edgesIn = incoming.flatMap((id) => edges.get(id) ?? []);
    const live = tools.starts(node) || (await oneIsLive(edgesIn.map(isLive), policy.join));
    if (stopped || broken || endedBy.length > 0) return new Map();
    if (!live) {
      tools.skip(step.nodeIds);
      return new Map();
    }
    try {
      const end = await tools.run(step);
      if (end.endedBy !== null) endedBy.push(end.endedBy);
      stopped ||= end.stopped;
      return end.ports;
    } catch (error) {
      broken ??= { error };
      return new Map();
    }
  }

  const stepsByFirst = new Map(plan.steps.map((step) => [step.nodeIds[0], step]));
  for (const node of plan.nodes) {
    const step = stepsByFirst.get(node.id);
    if (!step) continue;
    const ports = runStep(step, node);
    for (const id of step.nodeIds)
      promises.set(
        id,
        ports.then((byNode) => byNode.get(id) ?? SKIPPED),
      );
  }

  const settled = new Map<string, Settled>();
  for (const [id, ports] of promises) settled.set(id, await ports);
  // Written by the steps above, which the type checker does not follow.
  const failure = broken as { error: unknown } | null;
  if (failure) throw failure.error;
  return { endedBy, stopped, settled };
}
