import type { StepTools } from '../../runtime';
import type { AgentJob } from '../agent-job';
import { callMember } from '../messages/call-member';
import type { AgentDeps } from '../ports';
import type { Begun } from './begin';
import { type Ended, type Ending, endAgent } from './end';
import type { Next } from './next';
import { runTool } from './run-tool';
import { takeTurn } from './turn';

/**
 * An agent from start to end. Every model call and every tool call is a step of its own, calls along edges are
 * invocations of the member's own function; all calls of a turn run at the same time.
 */
export async function runAgent(
  deps: AgentDeps,
  job: AgentJob,
  engine: { step: StepTools; signal: AbortSignal },
  start: () => Promise<Begun>,
): Promise<Ended> {
  const { step, signal } = engine;
  const end = (ending: Ending) => step.run('end', () => endAgent(deps, job, ending));
  const begun = await step.run('begin', start);
  if (begun.kind === 'stopped') return { stopped: true };
  if (begun.kind === 'recorded') return begun.failed ? { failed: true } : { ports: begun.ports };
  if (begun.kind !== 'go') return end(begun);
  for (let turn = 1; ; turn += 1) {
    const next: Next = await step.run(`turn:${turn}`, () => takeTurn(deps, job, turn, signal));
    if (next.kind === 'stopped') return { stopped: true };
    if (next.kind === 'again') continue;
    if (next.kind !== 'calls') return end(next);
    const tools = next.tools.map((index) =>
      step.run(`tool:${turn}.${index}`, () => runTool(deps, job, { turn, index }, signal)),
    );
    const calls = next.edges.map((edge) => callMember(job, step, turn, edge));
    await Promise.all([...tools, ...calls]);
  }
}
