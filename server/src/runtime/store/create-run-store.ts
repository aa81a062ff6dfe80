import {
  addUsage,
  isFinal,
  type NewRunEvent,
  noUsage,
  OperationalError,
  type RunId,
  rootIteration,
  type Usage,
} from '@muster/schema';
import type {
  EventBus,
  NodeKey,
  NodeOutcome,
  NodeRunRecord,
  RunEnd,
  RunEntry,
  RunStore,
  StartAnswer,
} from '../run-store';
import { storableOutput } from './json-text';
import { createKeyedQueue } from './keyed-queue';
import { finishChange, hasEnded, keyText, type NodeChange, retryChange, startChange } from './node-changes';
import type { RunChange, RunPersistence, RunView, ViewQuestion } from './run-persistence';

/** Writers of other processes may get in between; so often in a row is a defect, not bad luck. */
const MAX_CONFLICTS = 200;

/** What to write, and what to answer once it is written. `change` null: nothing to write. */
type Decision<T> = { change: Partial<RunChange> | null; answer: T };
const nothing = <T>(answer: T): Decision<T> => ({ change: null, answer });

const byKey = (rows: NodeRunRecord[]) => new Map(rows.map((row) => [keyText(row), row]));
const write = (change: NodeChange, usage: Usage = noUsage) => ({ row: change.row, addUsage: usage });

function endEvent(end: RunEnd, usage: Usage): NewRunEvent {
  const place = { nodeId: null, iteration: null };
  if (end.status === 'SUCCEEDED') return { type: 'run.completed', ...place, data: { output: end.output, usage } };
  if (end.status === 'FAILED') return { type: 'run.failed', ...place, data: { error: end.error, usage } };
  return { type: 'run.cancelled', ...place, data: { usage } };
}

/** The rules of a run's data over any way to keep it: read, decide, write if nothing has changed meanwhile, publish. */
export function createRunStore(
  persistence: RunPersistence,
  bus: EventBus,
  now: () => Date = () => new Date(),
): RunStore {
  const inTurn = createKeyedQueue();

  function transact<T>(
    runId: RunId,
    question: ViewQuestion,
    over: T,
    decide: (view: RunView, at: Date) => Decision<T>,
  ): Promise<T> {
    return inTurn(runId, async () => {
      for (let tries = 0; tries < MAX_CONFLICTS; tries++) {
        const view = await persistence.view(runId, question);
        if (!view || isFinal(view.record.status)) return over;
        const at = now();
        const { change, answer } = decide(view, at);
        if (!change) return answer;
        const stored = await persistence.write({
          runId,
          expectedSeq: view.lastSeq,
          at,
          events: [],
          nodes: [],
          nodeUsage: [],
          addUsage: noUsage,
          messages: [],
          transcript: [],
          cancelOpenNodes: false,
          ...change,
        });
        if (!stored) continue;
        for (const event of stored) bus.publish(event);
        return answer;
      }
      throw new OperationalError('INTERNAL', `run ${runId} changes faster than it can be written`);
    });
  }

  function finishNodes(view: RunView, at: Date, outcomes: NodeOutcome[], wanted: RunEntry): Decision<NodeRunRecord[]> {
    const rows = byKey(view.rows);
    // What is in the transcript was recorded together with everything that came with it.
    const also = view.hasTranscript ? {} : wanted;
    const { usage: extra } = also;
    const changes: { change: NodeChange; usage: Usage }[] = [];
    let extraIsCounted = false;
    for (const outcome of outcomes) {
      const before = rows.get(keyText(outcome));
      if (before && hasEnded(before)) continue;
      let usage = outcome.usage ?? noUsage;
      if (extra && keyText(extra.key) === keyText(outcome)) {
        usage = addUsage(usage, extra.usage);
        extraIsCounted = true;
      }
      const change = finishChange(outcome, before, usage, at);
      rows.set(keyText(outcome), change.row);
      changes.push({ change, usage });
    }
    const answer = outcomes.map((outcome) => rows.get(keyText(outcome)) as NodeRunRecord);
    if (changes.length === 0) return nothing(answer);
    const separate = extra && !extraIsCounted ? [extra] : [];
    const added = [...changes.map(({ usage }) => usage), ...separate.map(({ usage }) => usage)];
    const change: Partial<RunChange> = {
      events: [...(also.events ?? []), ...changes.flatMap(({ change: { events } }) => events)],
      nodes: changes.map(({ change: node, usage }) => write(node, usage)),
      nodeUsage: separate,
      addUsage: added.reduce(addUsage, noUsage),
      messages: also.messages ?? [],
      transcript: also.transcript ?? [],
    };
    return { change, answer };
  }

  return {
    load: (runId) => persistence.load(runId),
    nodeRuns: (runId, iteration) => persistence.nodeRuns(runId, iteration),
    nodeRun: (key) => persistence.nodeRun(key),
    transcript: (key) => persistence.transcript(key),
    events: (runId, afterSeq, limit) => persistence.events(runId, afterSeq, limit),
    follow: (runId, afterSeq, limit, summaries) => persistence.follow(runId, afterSeq, limit, summaries),
    usage: (runId, within) => persistence.usage(runId, within),

    begin: (runId) =>
      transact<boolean>(runId, {}, false, ({ record }) => {
        if (record.status !== 'QUEUED') return nothing(true);
        const { workflowId, versionId, triggerNodeId, startedBy, input } = record;
        const data = { workflowId, versionId, triggerNodeId, startedBy, input };
        const events: NewRunEvent[] = [{ type: 'run.started', nodeId: null, iteration: null, data }];
        return { change: { events, run: { status: 'RUNNING' } }, answer: true };
      }),

    startNode: (key, input, guard) =>
      transact<StartAnswer>(key.runId, { keys: [key], guard }, { kind: 'stopped' }, (view, at) => {
        const before = view.rows[0];
        if (before && hasEnded(before)) return nothing({ kind: 'recorded', record: before });
        if (!before && view.ending) return nothing({ kind: 'stopped' });
        const change = startChange(key, input, before, at);
        const { row } = change;
        const answer: StartAnswer = {
          kind: 'start',
          attempt: row.attempt,
          startedAt: row.startedAt ?? at,
          record: row,
        };
        return { change: { events: change.events, nodes: [write(change)] }, answer };
      }),

    retryNode: (key, failure, retryInMs) =>
      transact<boolean>(key.runId, { keys: [key] }, false, (view, at) => {
        const before = view.rows[0];
        if (before && hasEnded(before)) return nothing(true);
        const change = retryChange(key, failure, retryInMs, before, at);
        return { change: { events: change.events, nodes: [write(change)] }, answer: true };
      }),

    async finishNodes(given, also = {}, guard) {
      const [first] = given;
      if (!first) return [];
      const outcomes = given.map((outcome) => ({ ...outcome, output: storableOutput(outcome.output) }));
      const question = { keys: outcomes, guard, transcript: also.transcript ?? [] };
      return transact<NodeRunRecord[] | null>(first.runId, question, null, (view, at) => {
        if (view.ending && view.rows.length < outcomes.length) return nothing(null);
        return finishNodes(view, at, outcomes, also);
      });
    },

    record: (runId, { events = [], messages = [], transcript = [], usage }) =>
      transact<'written' | 'known' | 'stopped'>(runId, { transcript }, 'stopped', ({ hasTranscript }) => {
        if (hasTranscript) return nothing('known');
        const nodeUsage = usage ? [usage] : [];
        const change = { events, messages, transcript, nodeUsage, addUsage: usage?.usage ?? noUsage };
        return { change, answer: 'written' };
      }),

    async finishRun(runId, given, skipNodeIds = []) {
      const end = given.status === 'SUCCEEDED' ? { ...given, output: storableOutput(given.output) } : given;
      const keys = skipNodeIds.map((nodeId): NodeKey => ({ runId, nodeId, iteration: rootIteration }));
      return transact<boolean>(runId, { keys, withoutPayloads: true }, false, (view, at) => {
        const rows = byKey(view.rows);
        const skipped = keys
          .filter((key) => !rows.has(keyText(key)))
          .map((key) => finishChange({ ...key, status: 'SKIPPED', ports: [], output: null }, undefined, noUsage, at));
        const events = [...skipped.flatMap((change) => change.events), endEvent(end, view.usage)];
        const nodes = skipped.map((change) => write(change));
        return { change: { events, nodes, run: end, cancelOpenNodes: true }, answer: true };
      });
    },
  };
}
