import { invariant, readStored } from '@muster/schema';
import type { NodeKey, RunStore, TranscriptRecord } from '../../runtime';
import { fence } from '../prompts/fence';
import type { ModelMessage } from '../providers/model-provider';
import { type OpeningEntry, type ResultEntry, type TurnEntry, transcriptEntry } from './entries';

export interface RecordedTurn {
  turn: number;
  entry: TurnEntry;
  /** By position of the call, from 1; settled calls have none. */
  results: Map<number, ResultEntry>;
}

/** What an agent said and was told so far. */
export interface Transcript {
  opening: OpeningEntry | null;
  /** In order. */
  turns: RecordedTurn[];
}

/** Sorts stored entries into turns. */
export function toTranscript(records: TranscriptRecord[]): Transcript {
  const transcript: Transcript = { opening: null, turns: [] };
  for (const record of records) {
    const place = `Turn ${record.turn} (${record.position}) of the transcript of node ${record.nodeId} in run ${record.runId}`;
    const entry = readStored(transcriptEntry, record.entry, place);
    if (entry.kind === 'opening') transcript.opening = entry;
    else if (entry.kind === 'turn') transcript.turns.push({ turn: record.turn, entry, results: new Map() });
    else transcript.turns.find((one) => one.turn === record.turn)?.results.set(record.position, entry);
  }
  return transcript;
}

export const readTranscript = async (store: RunStore, key: NodeKey): Promise<Transcript> =>
  toTranscript(await store.transcript(key));

function resultText(turn: RecordedTurn, index: number): string {
  const decision = turn.entry.decisions[index];
  invariant(decision, 'a tool call without a decision');
  if (decision.kind === 'settled') return `Error ${decision.code}: ${decision.text}`;
  const result = turn.results.get(index + 1);
  const text = result?.text ?? 'Error: no result was recorded.';
  return fence(decision.kind === 'edge' ? `answer of ${decision.to}` : `tool ${decision.tool}`, text);
}

/** The conversation as the model is to read it; tool results and others' words fenced. */
export function toMessages(transcript: Transcript): ModelMessage[] {
  invariant(transcript.opening, 'a transcript without an opening');
  const messages: ModelMessage[] = [
    { role: 'system', text: transcript.opening.system },
    { role: 'user', text: transcript.opening.user },
  ];
  for (const turn of transcript.turns) {
    const { text, toolCalls, verdict } = turn.entry;
    messages.push({ role: 'assistant', text, toolCalls });
    toolCalls.forEach((call, index) => {
      messages.push({ role: 'tool', callId: call.id, name: call.name, text: resultText(turn, index) });
    });
    if (verdict.kind === 'again') messages.push({ role: 'user', text: verdict.say });
  }
  return messages;
}
