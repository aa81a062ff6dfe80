import { describe, expect, it } from 'vitest';
import { moveItems, renameNode, setConfig, setPolicy } from '../core/graph/operations';
import { testCatalogue, testDocument } from '../core/graph/testing';
import { createDocumentStore } from './document-store';
import { failureAt, LastRunStore, lastRunOf, type NodeRunRow } from './last-run';
import { settled, TabStorage } from './testing';

const row = (nodeId: string, part: Partial<NodeRunRow> = {}): NodeRunRow => ({
  nodeId,
  iteration: '',
  status: 'SUCCEEDED',
  ports: ['out'],
  startedAt: Date.parse('2026-01-01T00:00:00.000Z'),
  finishedAt: Date.parse('2026-01-01T00:00:00.120Z'),
  error: null,
  ...part,
});
const failed = (nodeId: string, message: string, part: Partial<NodeRunRow> = {}) =>
  row(nodeId, { status: 'FAILED', ports: [], error: { code: 'HTTP_FAILED', message }, ...part });

describe('what a run says about a workflow', () => {
  const pipeline = { id: 'wfl_1', kind: 'pipeline' as const };
  const squad = { id: 'wfl_2', kind: 'squad' as const };
  const run = {
    id: 'run_1',
    workflowId: 'wfl_1',
    nodeRuns: [
      row('start'),
      failed('task', 'The squad stopped.'),
      row('later', { status: 'SKIPPED', ports: [] }),
      failed('ada', 'No such model.', { iteration: 'task:1/lead:2' }),
    ],
  };

  it('is how its own nodes left and why they failed, without the members of its squads', () => {
    const last = lastRunOf(run, pipeline);
    expect(last.outcomes.get('start')).toEqual({ status: 'SUCCEEDED', port: 'out', durationMs: 120 });
    expect(last.outcomes.get('later')?.durationMs).toBeNull();
    expect([...last.failures]).toEqual([['task', { code: 'HTTP_FAILED', message: 'The squad stopped.' }]]);
  });

  it('is why a member failed when the squad worked in the run of another workflow', () => {
    const last = lastRunOf(run, squad);
    expect([...last.failures.keys()]).toEqual(['ada']);
    expect(last.outcomes.size).toBe(0);
  });
});

describe('the failure of a node', () => {
  function open(storage = new TabStorage()) {
    const documents = createDocumentStore(testDocument(['a', 'b'], ['a>b']));
    const asked: (string | null)[] = [];
    const workflow = { id: 'wfl_1', kind: 'pipeline' as const };
    const lastRun = new LastRunStore({
      workflow,
      documents,
      storage,
      api: {
        async lastRun(of, runId) {
          asked.push(runId);
          return lastRunOf(
            { id: 'run_1', workflowId: 'wfl_1', nodeRuns: [failed('a', 'Why a.'), failed('b', 'Why b.')] },
            of,
          );
        },
      },
    });
    const reason = (id: string) => failureAt(id)(lastRun.store.getState())?.message ?? null;
    return { documents, lastRun, asked, reason, storage };
  }

  it('stands until its node is edited; moving or renaming it is no edit', async () => {
    const { documents, lastRun, reason } = open();
    await lastRun.load(null);
    documents.change('Move', (now) => moveItems(now, new Map([['a', { x: 9, y: 9 }]])));
    documents.change('Rename', (now) => renameNode(now, 'a', 'Other'));
    expect([reason('a'), reason('b')]).toEqual(['Why a.', 'Why b.']);
    documents.change('Edit', (now) => setConfig(now, testCatalogue, 'a', ['output'], 1));
    expect([reason('a'), reason('b')]).toEqual([null, 'Why b.']);
    documents.change('Policy', (now) => setPolicy(now, testCatalogue, 'b', { onError: 'port' }));
    expect(reason('b')).toBeNull();
  });

  it('stays dismissed after a reload, for that run', async () => {
    const first = open();
    await first.lastRun.load(null);
    first.lastRun.dismiss('a');
    const second = open(first.storage);
    await second.lastRun.load('run_1');
    expect([second.asked, second.reason('a'), second.reason('b')]).toEqual([['run_1'], null, 'Why b.']);
  });

  it('is that of the run asked for last', async () => {
    const { lastRun, reason } = open();
    const early = lastRun.load('run_0');
    lastRun.stop();
    await early;
    await settled();
    expect(reason('a')).toBeNull();
  });
});
