import { checkJsonValue, type Json, newId, type ToolResultCode } from '@muster/schema';
import canonicalize from 'canonicalize';
import { type EdgeTool, messageOf, wantedEdge } from '../messages/edge-tools';
import type { ToolCall } from '../providers/model-provider';
import type { AgentTool } from '../tools/define-tool';
import type { Decision } from '../transcript/entries';
import type { RecordedTurn } from '../transcript/transcript';
import { agentLimits } from './limits';

/** A message that was not sent; stored as a message of kind `refused`. */
export interface Refusal {
  to: string;
  messageId: string;
  text: string;
  code: Extract<ToolResultCode, 'EDGE_NOT_ALLOWED' | 'DEPTH_LIMIT'>;
}

export interface DecideInput {
  toolCalls: ToolCall[];
  history: RecordedTurn[];
  tools: AgentTool[];
  edges: EdgeTool[];
  inSquad: boolean;
  /** No further delegation may start below this agent. */
  atDepthLimit: boolean;
  /** Messages the squad may still send along edges. */
  messagesLeft: number;
}

export interface Decided {
  /** One per tool call, in order. */
  decisions: Decision[];
  refusals: Refusal[];
}

const argumentLimits = { bytes: 500_000, depth: 32 };

function parseArguments(text: string): { ok: true; args: Json } | { ok: false; problem: string } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.trim() === '' ? '{}' : text);
  } catch {
    return { ok: false, problem: 'The arguments are not JSON. Send the call again with whole, valid JSON.' };
  }
  const checked = checkJsonValue(parsed, argumentLimits);
  return checked.ok
    ? { ok: true, args: checked.value }
    : { ok: false, problem: checked.problems.map((one) => one.message).join(' ') };
}

/** What makes two calls the same: the tool and the meaning of its arguments. */
function fingerprint(call: ToolCall): string {
  const parsed = parseArguments(call.argumentsText);
  return `${call.name} ${parsed.ok ? canonicalize(parsed.args) : call.argumentsText}`;
}

function countCalls(history: RecordedTurn[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { entry } of history) {
    for (const call of entry.toolCalls) {
      const key = fingerprint(call);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return counts;
}

const edgeCallsIn = (history: RecordedTurn[]): number =>
  history.flatMap(({ entry }) => entry.decisions).filter((one) => one.kind === 'edge').length;

/** What becomes of each call the model asks for: carried out, sent along an edge, or answered at once with an error. */
export function decide(input: DecideInput): Decided {
  const counts = countCalls(input.history);
  const refusals: Refusal[] = [];
  let edgeCalls = edgeCallsIn(input.history);
  let { messagesLeft } = input;

  function decideOne(call: ToolCall, index: number): Decision {
    const settle = (code: ToolResultCode, text: string): Decision => ({
      kind: 'settled',
      callId: call.id,
      tool: call.name,
      code,
      text,
    });
    const refuse = (code: Refusal['code'], to: string, text: string, words: string): Decision => {
      refusals.push({ code, to, messageId: newId('message'), text: words });
      return settle(code, text);
    };
    if (index >= agentLimits.callsPerTurn) {
      return settle('TOO_MANY_CALLS', `Only ${agentLimits.callsPerTurn} calls of a turn are carried out.`);
    }
    const parsed = parseArguments(call.argumentsText);
    const edge = input.edges.find((one) => one.tool === call.name);
    const wanted = edge ? null : wantedEdge(call.name);
    if (wanted && input.inSquad) {
      const words = (parsed.ok && messageOf(parsed.args)) || '';
      return refuse(
        'EDGE_NOT_ALLOWED',
        wanted.to,
        `No edge lets you ${wanted.kind} to ${wanted.to}. Use only the tools you have, or do it yourself.`,
        words,
      );
    }
    const tool = input.tools.find((one) => one.name === call.name);
    if (!edge && !tool) {
      const names = [...input.tools.map((one) => one.name), ...input.edges.map((one) => one.tool)];
      return settle('UNKNOWN_TOOL', `There is no such tool. You have: ${names.join(', ') || 'none'}.`);
    }
    if (!parsed.ok) return settle('INVALID_ARGUMENTS', parsed.problem);
    const key = fingerprint(call);
    const before = counts.get(key) ?? 0;
    counts.set(key, before + 1);
    if (before >= agentLimits.sameCall) {
      return settle('REPEATED_CALL', 'You made this very call before and have its result. Go on with what you know.');
    }
    if (tool) {
      const args = tool.parse(parsed.args);
      if (!args.ok) return settle('INVALID_ARGUMENTS', args.problem);
      return { kind: 'tool', callId: call.id, tool: call.name, arguments: parsed.args };
    }
    const { kind, to } = edge as EdgeTool;
    const text = messageOf(parsed.args);
    if (text === null) return settle('INVALID_ARGUMENTS', 'The argument `message` must hold the message, as text.');
    if (input.atDepthLimit) {
      return refuse('DEPTH_LIMIT', to, 'Delegations are nested too deep here: do it yourself.', text);
    }
    if (messagesLeft <= 0) return settle('BUDGET_EXCEEDED', 'The squad may send no more messages.');
    messagesLeft -= 1;
    edgeCalls += 1;
    return {
      kind: 'edge',
      callId: call.id,
      tool: call.name,
      edge: kind,
      to,
      n: edgeCalls,
      messageId: newId('message'),
      text,
    };
  }

  return { decisions: input.toolCalls.map(decideOne), refusals };
}
