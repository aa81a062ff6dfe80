import { createHash } from 'node:crypto';
import { type ChatRequest, contentOf, turnOf } from './script';

/** One request the scripted server received. */
export interface RecordedCall {
  number: number;
  /** Of the rule that answered; `unmatched` when none did. */
  key: string;
  model: string;
  /** Name in `You are <name>,` of the system prompt. */
  member: string;
  turn: number;
  tools: string[];
  /** Of the conversation: two calls with the same one asked the very same thing. */
  fingerprint: string;
  stream: boolean;
  /** The headers' `authorization`. */
  authorization: string;
  request: ChatRequest;
  state: 'open' | 'answered' | 'failed' | 'gone';
}

/** What was asked so far, and promises for what is still to come. */
export function createCallLog() {
  const calls: RecordedCall[] = [];
  const watchers = new Set<() => void>();
  const notify = () => {
    for (const watcher of [...watchers]) watcher();
  };
  return {
    calls,
    add(request: ChatRequest, key: string, authorization: string): RecordedCall {
      const system = contentOf(request.messages.find((message) => message.role === 'system'));
      const call: RecordedCall = {
        number: calls.length + 1,
        key,
        model: request.model,
        member: /^You are (.+?),/.exec(system)?.[1] ?? '',
        turn: turnOf(request),
        tools: request.tools.map((tool) => tool.function.name),
        fingerprint: createHash('sha256').update(JSON.stringify(request.messages)).digest('hex').slice(0, 16),
        stream: request.stream,
        authorization,
        request,
        state: 'open',
      };
      calls.push(call);
      notify();
      return call;
    },
    settle(call: RecordedCall, state: RecordedCall['state']): void {
      if (call.state !== 'open') return;
      call.state = state;
      notify();
    },
    /** Calls of a rule; of all when no key is given. */
    count: (key?: string): number => calls.filter((call) => key === undefined || call.key === key).length,
    /** Conversations that were answered in full more than once: work paid for twice. */
    paidTwice(): string[] {
      const seen = new Map<string, number>();
      for (const call of calls) {
        if (call.state === 'answered') seen.set(call.fingerprint, (seen.get(call.fingerprint) ?? 0) + 1);
      }
      return [...seen].filter(([, count]) => count > 1).map(([fingerprint]) => fingerprint);
    },
    /** Resolves once `holds` is true of the calls; it is looked at whenever one comes or ends. */
    until(holds: (calls: readonly RecordedCall[]) => boolean): Promise<void> {
      return new Promise((resolve) => {
        const look = () => {
          if (!holds(calls)) return;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
        look();
      });
    },
    clear(): void {
      calls.length = 0;
    },
  };
}
