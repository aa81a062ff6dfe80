import {
  literalKeys,
  type NodeContext,
  type NodeDefinition,
  type NodeResult,
  portsOf,
  resolvedConfigSchema,
} from '@muster/nodes';
import { describeProblems, fieldLabel, type Json, type JsonObject, noUsage, UserError } from '@muster/schema';
import { isBypassed, type PlanNode } from '../../compiler/plan';
import type { NodeOutcome } from '../run-store';
import { storableOutput } from '../store/json-text';
import type { Scope } from '../values/scope';
import { scopeOf } from './node-scope';
import { bypassedOutcome, type Outcome, stopFailure } from './outcomes';
import { toOutputJson } from './output-json';
import { askerOf, keyOf, type RunContext } from './run-context';
import { withTimeout } from './with-timeout';

/** A node's input and the attempt it is on. */
export interface Execution {
  node: PlanNode;
  input: Json;
  attempt: number;
}

type Success = Required<Pick<NodeResult, 'output' | 'usage'>> & { ports: string[]; failed?: Outcome };
const emit = (output: Json, ...ports: string[]): Success => ({ output, ports, usage: noUsage });

/** Where a node that only passes its input on emits it: `out`, or the first port it has. */
function passPort(context: RunContext, node: PlanNode): string {
  const definition = context.findNode(node.type, node.typeVersion);
  const ports = definition ? portsOf(definition, node.config).out.map(({ id }) => id) : [];
  return ports.includes('out') ? 'out' : (ports[0] ?? 'out');
}

function requireDefinition(context: RunContext, { type, typeVersion }: PlanNode): NodeDefinition {
  const definition = context.findNode(type, typeVersion);
  if (definition) return definition;
  const message = `This server does not have version ${typeVersion} of the node type ${type}. Update Muster.`;
  throw new UserError('NODE_TYPE_UNKNOWN', message);
}

/** The config as `run` receives it. Throws NODE_CONFIG_INVALID, which names the field by its label in the form. */
function parseConfig(definition: NodeDefinition, resolved: JsonObject): JsonObject {
  const parsed = resolvedConfigSchema(definition).safeParse(resolved);
  if (parsed.success) return parsed.data as JsonObject;
  const problems = describeProblems(parsed.error, 5);
  const message = problems
    .map((problem) => `${fieldLabel(definition.form, problem.path)} ${problem.message}.`)
    .join(' ');
  const [first] = problems;
  throw new UserError('NODE_CONFIG_INVALID', message, { path: first?.path ?? [] });
}

async function resolveConfig(
  context: RunContext,
  node: PlanNode,
  definition: NodeDefinition,
  scope: Scope,
  signal: AbortSignal,
): Promise<JsonObject> {
  const literal = literalKeys(definition);
  const dynamic = Object.entries(node.config).filter(([key]) => !literal.has(key));
  // A list, since the config itself is never a reference, whatever its keys.
  const values = dynamic.map(([, value]) => value);
  const resolved = (await context.values.resolve(values, scope, askerOf(context, signal))) as Json[];
  return { ...node.config, ...Object.fromEntries(dynamic.map(([key], index) => [key, resolved[index] ?? null])) };
}

async function runDefinition(
  context: RunContext,
  { node, input, attempt }: Execution,
  signal: AbortSignal,
): Promise<Success> {
  const definition = requireDefinition(context, node);
  if (!definition.run)
    throw new UserError('NODE_FAILED', `${node.type} version ${node.typeVersion} has nothing to run.`);
  const scope = await scopeOf(context.index, context.run, node, input, context.records);
  const config = await resolveConfig(context, node, definition, scope, signal);
  const { id: runId, workspaceId } = context.run;
  const place = { runId, nodeId: node.id, iteration: '' };
  const ctx: NodeContext = {
    ...place,
    attempt,
    idempotencyKey: `${runId}:${node.id}:`,
    signal,
    generate: (call) => context.generate(call, { ...place, workspaceId, signal }),
  };
  const result = await definition.run({ config: parseConfig(definition, config) as never, input, ctx });
  return { output: toOutputJson(result.output), ports: [result.port ?? 'out'], usage: result.usage ?? noUsage };
}

async function choose(context: RunContext, { node, input }: Execution, signal: AbortSignal): Promise<Success> {
  if (node.operation.kind !== 'choose') return emit(input, 'out');
  const scope = await scopeOf(context.index, context.run, node, input, context.records);
  const { cases, otherwise } = node.operation;
  const conditions = cases.map(({ when }) => when);
  const chosen = await context.values.firstThatHolds(conditions, scope, askerOf(context, signal));
  return emit(input, cases[chosen]?.port ?? otherwise);
}

async function perform(context: RunContext, execution: Execution, signal: AbortSignal): Promise<Success> {
  const { node, input } = execution;
  const { operation } = node;
  switch (operation.kind) {
    case 'trigger':
      return emit(context.run.input, 'out');
    case 'pass':
      return emit(input, 'out');
    case 'choose':
      return choose(context, execution, signal);
    case 'stop': {
      const scope = await scopeOf(context.index, context.run, node, input, context.records);
      const value = await context.values.resolve(operation.value, scope, askerOf(context, signal));
      return operation.outcome === 'fail' ? { ...emit(value), failed: stopFailure(node.id, value) } : emit(value);
    }
    case 'run':
      return runDefinition(context, execution, signal);
    default:
      throw new UserError('NODE_FAILED', `${operation.kind} cannot run inside a step.`);
  }
}

/** One attempt at a node: what it emits. Throws what the node throws; NODE_TIMEOUT and OUTPUT_TOO_LARGE come from here. */
export async function executeNode(context: RunContext, execution: Execution): Promise<NodeOutcome> {
  const { node, input } = execution;
  const key = keyOf(context, node.id);
  if (isBypassed(node)) {
    const bypassed = bypassedOutcome(node.policy, input, passPort(context, node));
    return { ...key, ...bypassed, input, output: storableOutput(bypassed.output) };
  }
  const { timeoutSeconds } = node.policy;
  const result = await withTimeout(timeoutSeconds, context.signal, (signal) => perform(context, execution, signal));
  const { ports, usage, failed } = result;
  return { ...key, status: 'SUCCEEDED', ports, input, usage, ...failed, output: storableOutput(result.output) };
}
