import { catalogue, type NodeContext, type NodeDefinition, type NodeExample } from '@muster/nodes';
import type { Condition, Json, JsonObject } from '@muster/schema';
import { afterAll, describe, expect, it } from 'vitest';
import type { Scope } from './scope';
import { createValues } from './values';

/** The examples of the catalogue's pure nodes are documentation; here they are run with the values of the runtime. */
const values = createValues();
const asker = { workspaceId: 'w1' };
afterAll(() => values.close());

async function work(node: NodeDefinition, example: NodeExample<unknown>): Promise<{ output: Json; port: string }> {
  const config = node.config.parse(example.config) as JsonObject;
  const scope: Scope = { input: example.input, trigger: example.input, nodes: {}, run: {} };
  const operation = node.lower?.(config) ?? { kind: 'run' as const };
  if (operation.kind === 'stop') return { output: await values.resolve(operation.value, scope, asker), port: 'out' };
  if (operation.kind === 'choose') {
    const { cases, otherwise } = operation;
    const chosen = await values.firstThatHolds(
      cases.map(({ when }) => when as Condition),
      scope,
      asker,
    );
    return { output: example.input, port: cases[chosen]?.port ?? otherwise };
  }
  if (operation.kind !== 'run') return { output: example.input, port: 'out' };
  const resolved = (await values.resolve(config, scope, asker)) as JsonObject;
  const result = await node.run?.({ config: resolved, input: example.input, ctx: {} as NodeContext });
  return { output: result?.output ?? null, port: result?.port ?? 'out' };
}

const examples = [...catalogue.newest, ...catalogue.older]
  .filter(({ effects }) => effects === 'pure')
  .flatMap((node) => node.examples.map((example) => [`${node.type}: ${example.title}`, node, example] as const));

describe('examples of pure nodes', () => {
  it.each(examples)('%s', async (_, node, example) => {
    expect(await work(node, example)).toEqual({ output: example.output, port: example.port ?? 'out' });
  });
});
