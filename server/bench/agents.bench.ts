import { rootIteration } from '@muster/schema';
import { createAgentWorld, pipelineVersion, squadVersion } from '../src/agents/testing/agent-world';
import { type ScriptRule, startScriptedModelServer } from '../src/agents/testing/scripted-model-server';
import { createValues } from '../src/runtime';

/** Takes the values measured for one figure. */
type Report = (name: string, unit: 'ms' | '1/s' | 'MB', values: readonly number[]) => void;

const RUNS = 60;
const WARM_UP = 5;
const calculate = { name: 'calculate', arguments: { expression: '6 * 7' } };
const delegate = (name: string) => ({ name: `delegate_${name}`, arguments: { message: 'Do your part.' } });

/** Answers at once, so that what is measured is ours: prompt, HTTP, streaming, decision, recording. */
const script: ScriptRule[] = [
  { key: 'lead', when: { member: 'ada', turn: 1 }, reply: { toolCalls: [delegate('grace'), delegate('edsger')] } },
  { key: 'tool', when: { member: 'Worker', turn: 1 }, reply: { toolCalls: [calculate] } },
  { key: 'words', reply: { text: 'The value is read before it is checked, so an empty cart has no first item.' } },
];

/**
 * Figures of agents over a run in memory with a scripted model server on this machine: one turn, two turns with a tool
 * call between them, a squad of three (four turns), and turns a second with 16 agents at once.
 */
export async function run(report: Report): Promise<void> {
  const server = await startScriptedModelServer({ rules: script });
  const values = createValues();
  const models = { openaiBaseUrl: server.url };
  const agent = { role: 'backend-developer', instructions: 'Find the cause.', maxTurns: 4 };
  const single = (name: string) => pipelineVersion('find', { kind: 'agent', agent: { ...agent, name } });
  const team = { ada: { lead: true, role: 'tech-lead' }, grace: {}, edsger: { role: 'qa-tester' } };
  const squad = squadVersion(team, ['ada delegate grace', 'ada delegate edsger']);

  async function timed(version: typeof squad, id: string, data: Record<string, string>): Promise<number> {
    const world = createAgentWorld({ models, values, versions: [version], input: { report: 'It crashes.' } });
    await world.store.begin(world.runId);
    const begun = performance.now();
    const ended = await world.call(id, data);
    const took = performance.now() - begun;
    if (!('ports' in (ended as object))) throw new Error(`the run did not end well: ${JSON.stringify(ended)}`);
    return took;
  }
  const node = { nodeId: 'find', iteration: rootIteration };
  const oneTurn = () => timed(single('Grace'), 'agent.find', node);
  const withTool = () => timed(single('Worker'), 'agent.find', node);
  const wholeSquad = () => timed(squad, 'main', {});

  async function latency(name: string, work: () => Promise<number>): Promise<void> {
    for (let index = 0; index < WARM_UP; index += 1) await work();
    const samples: number[] = [];
    for (let index = 0; index < RUNS; index += 1) samples.push(await work());
    report(name, 'ms', samples);
  }

  try {
    await latency('agents.turn.latency', oneTurn);
    await latency('agents.turn-with-tool.latency', withTool);
    await latency('agents.squad-of-three.latency', wholeSquad);
    const rates: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const begun = performance.now();
      await Promise.all(
        Array.from({ length: 16 }, async () => {
          for (let index = 0; index < 6; index += 1) await oneTurn();
        }),
      );
      rates.push((16 * 6 * 1000) / (performance.now() - begun));
    }
    report('agents.turns.c16.throughput', '1/s', rates);
  } finally {
    await values.close();
    await server.close();
  }
}
