import {
  literalKeys,
  type NodeContext,
  type NodeDefinition,
  type OperationOf,
  resolvedConfigSchema,
} from '@muster/nodes';
import { describeProblems, fieldLabel, type Json, type JsonObject, noUsage, UserError } from '@muster/schema';
import type { PlanNode } from '../../compiler/plan';
import { scopeOf } from '../context/node-scope';
import type { RunContext } from '../context/run-context';
import { askerOf, keyOf } from '../context/run-context';
import type { Attempt, Executor } from './executor';
import { toOutputJson } from './output-json';

type RunAttempt = Attempt<OperationOf<'run'>>;

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
  definition: NodeDefinition,
  { context, node, input, signal }: RunAttempt,
): Promise<JsonObject> {
  const scope = await scopeOf(context, node, input);
  const literal = literalKeys(definition);
  const dynamic = Object.entries(node.config).filter(([key]) => !literal.has(key));
  // A list, since the config itself is never a reference, whatever its keys.
  const values = dynamic.map(([, value]) => value);
  const resolved = (await context.values.resolve(values, scope, askerOf(context, signal))) as Json[];
  return { ...node.config, ...Object.fromEntries(dynamic.map(([key], index) => [key, resolved[index] ?? null])) };
}

/** Calls the `run` function of the node's type with the resolved config. */
export const runExecutor: Executor<OperationOf<'run'>> = {
  async execute(call) {
    const { context, node, input, attempt, signal } = call;
    const definition = requireDefinition(context, node);
    if (!definition.run)
      throw new UserError('NODE_FAILED', `${node.type} version ${node.typeVersion} has nothing to run.`);
    const config = await resolveConfig(definition, call);
    const { workspaceId } = context.run;
    const place = keyOf(context, node.id);
    const ctx: NodeContext = {
      ...place,
      attempt,
      idempotencyKey: `${place.runId}:${place.nodeId}:${place.iteration}`,
      signal,
      generate: (request) => context.generate(request, { ...place, workspaceId, signal }),
    };
    const result = await definition.run({ config: parseConfig(definition, config) as never, input, ctx });
    return { output: toOutputJson(result.output), ports: [result.port ?? 'out'], usage: result.usage ?? noUsage };
  },
};
