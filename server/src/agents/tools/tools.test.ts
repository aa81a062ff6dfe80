import type { Json } from '@muster/schema';
import { afterAll, describe, expect, it } from 'vitest';
import { createValues } from '../../runtime/values/values';
import type { ToolContext } from './define-tool';
import { builtInToolNames, toolsOf } from './registry';

const values = createValues();
afterAll(() => values.close());
const context: ToolContext = {
  signal: new AbortController().signal,
  now: () => new Date('2026-03-29T01:30:00Z'),
  evaluate: (expression) =>
    values.resolve({ $expr: expression }, { input: null, trigger: null, nodes: {}, run: {} }, { workspaceId: 'w1' }),
};
async function use(name: string, args: Json): Promise<Json> {
  const [tool] = toolsOf({ role: 'tech-lead', tools: [name] });
  const parsed = tool?.parse(args);
  if (!tool || !parsed?.ok) throw new Error(parsed && !parsed.ok ? parsed.problem : 'no tool');
  return tool.run(parsed.args, context);
}

describe('calculate', () => {
  it.each([
    ['(129.90 - 20) * 3', 329.7],
    ['7 % 4', 3],
    ['$round($average([1, 2, 6]), 1)', 3],
    ['1 < 2', true],
    ['[1, 2].($ * 2)', [2, 4]],
  ])('%s is %j', async (expression, result) => {
    const answer = (await use('calculate', { expression })) as { result: Json };
    if (typeof result === 'number') expect(answer.result).toBeCloseTo(result);
    else expect(answer.result).toEqual(result);
  });

  it.each(['1 +', '"text"', 'process.exit(1)', '1 / 0', '{"a": 1}', '($f := function($x) { $f($x) }; $f(1))'])(
    'E1 E8: %s is an error the model can read',
    async (expression) => {
      await expect(use('calculate', { expression })).rejects.toMatchObject({
        code: expect.stringMatching(/^EXPRESSION_/),
      });
    },
  );
});

describe('current_time', () => {
  it('knows time zones, and says when there is none of that name', async () => {
    expect(await use('current_time', {})).toMatchObject({ iso: '2026-03-29T01:30:00.000Z', timeZone: 'UTC' });
    expect(await use('current_time', { timeZone: 'Europe/Berlin' })).toMatchObject({
      local: expect.stringContaining('03:30:00'),
    });
    await expect(use('current_time', { timeZone: 'Mars/Olympus' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe('the tools of an agent', () => {
  it('are those it names, else its role’s; unknown names are left out', () => {
    expect(builtInToolNames).toEqual(['calculate', 'current_time']);
    expect(toolsOf({ role: 'qa-tester' }).map((tool) => tool.name)).toEqual(['calculate']);
    expect(toolsOf({ role: 'qa-tester', tools: [] })).toEqual([]);
    expect(toolsOf({ role: 'nobody', tools: ['calculate', 'rm'] }).map((tool) => tool.name)).toEqual(['calculate']);
  });

  it('refuse arguments that are not in their schema', async () => {
    await expect(use('calculate', { expression: '1', more: true })).rejects.toThrow('Unrecognized key');
    await expect(use('calculate', {})).rejects.toThrow('expected string');
  });
});
