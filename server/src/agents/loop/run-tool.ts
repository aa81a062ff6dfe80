import {
  type ErrorCode,
  invariant,
  isFinal,
  isJsonObject,
  type Json,
  OperationalError,
  type ToolResultCode,
  UserError,
} from '@muster/schema';
import type { Asker, Scope } from '../../runtime';
import { type AgentJob, speakerOf } from '../agent-job';
import type { AgentDeps } from '../ports';
import { toolsOf } from '../tools/registry';
import { entryJson } from '../transcript/entries';
import { readTranscript } from '../transcript/transcript';
import { agentLimits } from './limits';

const nothing: Scope = { input: null, trigger: null, nodes: {}, item: null, index: null, run: {} };

const shorten = (text: string): string =>
  text.length <= agentLimits.toolResult ? text : `${text.slice(0, agentLimits.toolResult)}\n[cut]`;

const failure = (code: ToolResultCode | ErrorCode, message: string) => ({ ok: false, result: { code, message } });

async function execute(
  deps: AgentDeps,
  job: AgentJob,
  name: string,
  args: Json,
  asker: Asker & { signal: AbortSignal },
) {
  const { signal } = asker;
  const tool = toolsOf(job.agent).find((one) => one.name === name);
  const parsed = tool?.parse(args);
  if (!tool || !parsed?.ok) return failure('UNKNOWN_TOOL', 'The tool is gone.');
  try {
    const result = await tool.run(parsed.args, {
      signal,
      now: deps.now ?? (() => new Date()),
      evaluate: (expression) => deps.values.resolve({ $expr: expression }, nothing, asker),
    });
    return { ok: true, result };
  } catch (error) {
    if (error instanceof UserError) return failure(error.code, error.message);
    if (signal.aborted) return failure('NODE_TIMEOUT', 'The tool took too long.');
    throw error;
  }
}

/** Carries out one tool call and records its result; a recorded call is not carried out again. */
export async function runTool(
  deps: AgentDeps,
  job: AgentJob,
  at: { turn: number; index: number },
  signal: AbortSignal,
): Promise<null> {
  const { store } = deps;
  const turn = (await readTranscript(store, job.key)).turns.find((one) => one.turn === at.turn);
  const decision = turn?.entry.decisions[at.index];
  invariant(turn && decision?.kind === 'tool', 'a tool call without a recorded decision');
  if (turn.results.has(at.index + 1)) return null;
  const run = await store.load(job.key.runId);
  if (!run || isFinal(run.status)) return null;

  const begun = performance.now();
  const timeUp = AbortSignal.timeout(agentLimits.toolSeconds * 1000);
  const asker = { workspaceId: run.workspaceId, signal: AbortSignal.any([signal, timeUp]) };
  const done = await execute(deps, job, decision.tool, decision.arguments, asker);
  if (signal.aborted) throw new OperationalError('INTERNAL', 'The tool was interrupted and will be called again.');
  const { ok, result } = done;
  const text = shorten(isJsonObject(result) || Array.isArray(result) ? JSON.stringify(result) : String(result));
  const { nodeId, iteration } = job.key;
  const data = {
    ...speakerOf(job),
    callId: decision.callId,
    tool: decision.tool,
    ok,
    result,
    durationMs: Math.round(performance.now() - begun),
    turn: at.turn,
  };
  await store.record(job.key.runId, {
    events: [{ type: 'agent.tool_result', nodeId, iteration, data }],
    transcript: [
      {
        ...job.key,
        turn: at.turn,
        position: at.index + 1,
        entry: entryJson({ kind: 'result', callId: decision.callId, ok, text }),
      },
    ],
  });
  return null;
}
