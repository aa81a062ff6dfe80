import { setTimeout as delay } from 'node:timers/promises';
import type { SignedIn, TestClient } from '../../src/testing/test-client';
import { row } from '../graphs';
import { publish } from './attacks';

/** What an ordinary user of the server does, over and over; `over` ends the waiting for a run. */
export type Ordinary = Readonly<Record<'read' | 'compile' | 'run', (over: AbortSignal) => Promise<void>>>;

/** Latencies in milliseconds by request. */
export type Latencies = Record<keyof Ordinary, number[]>;

/** Between the beginnings of two requests of a kind, in milliseconds; one at a time of each kind. */
const EVERY_MS = { read: 30, compile: 50, run: 100 } as const;

export async function createOrdinary(client: TestClient, as: SignedIn): Promise<Ordinary> {
  const ask = async (query: string, variables: object = {}) => {
    const answer = await client.gql(query, { variables, as });
    if (answer.status !== 200 || answer.body.errors) {
      throw new Error(
        `an ordinary request was answered ${answer.status}: ${JSON.stringify(answer.body).slice(0, 300)}`,
      );
    }
    return answer;
  };
  const workflowId = await publish({ ask }, 'Ordinary', row(3));
  const graph = row(9);
  const socket = client.socket(as);

  async function ended(runId: string, over: AbortSignal): Promise<void> {
    const query = 'subscription ($id: ID!) { runEvents(runId: $id) { type } }';
    const events = socket.iterate({ query, variables: { id: runId } });
    over.addEventListener('abort', () => void events.return?.(), { once: true });
    for await (const { data } of events) {
      const type = (data as { runEvents: { type: string } } | null)?.runEvents.type;
      if (type === 'run.completed') return;
      if (type === 'run.failed' || type === 'run.cancelled') throw new Error(`an ordinary run ended with ${type}`);
    }
    if (!over.aborted) throw new Error('an ordinary run never ended');
  }

  return {
    async read() {
      await ask('{ viewer { __typename } workflows(first: 20) { nodes { id name updatedAt } } }');
    },
    async compile() {
      await ask('query ($graph: JSON!) { compile(graph: $graph) { hash diagnostics { code } } }', { graph });
    },
    async run(over) {
      const { body } = await ask(
        'mutation ($input: StartRunInput!) { startRun(input: $input) { run { id } userErrors { code message } } }',
        { input: { workflowId, input: { step: 'start' } } },
      );
      const { run, userErrors } = body.data.startRun;
      if (!run) throw new Error(`an ordinary run was not started: ${JSON.stringify(userErrors)}`);
      await ended(run.id, over);
    },
  };
}

/**
 * Requests of every kind side by side at a steady pace, for so long; a slow one holds up only those of its kind. A run
 * that has not ended by then counts with the time it took so far.
 */
export async function measure(ordinary: Ordinary, durationMs: number): Promise<Latencies> {
  const latencies: Latencies = { read: [], compile: [], run: [] };
  const end = performance.now() + durationMs;
  const over = AbortSignal.timeout(durationMs);
  await Promise.all(
    (Object.keys(EVERY_MS) as (keyof Ordinary)[]).map(async (kind) => {
      for (let begun = performance.now(); begun < end; begun = performance.now()) {
        await ordinary[kind](over);
        const took = performance.now() - begun;
        latencies[kind].push(took);
        await delay(Math.max(1, EVERY_MS[kind] - took));
      }
    }),
  );
  return latencies;
}
