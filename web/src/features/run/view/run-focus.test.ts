import { noUsage } from '@muster/schema';
import { describe, expect, it } from 'vitest';
import { openingTab } from '../drawer/opening-tab';
import { applyEvents } from '../log/apply-events';
import { emptyRunLog } from '../log/run-log';
import { makeLog, squadRun } from '../log/testing';
import { pipelineGraph } from '../log/testing-graphs';
import { focusOfRun } from './run-focus';

const nodeIds = new Set(pipelineGraph.nodes.map((node) => node.id));
const started = { workflowId: 'wfl_1', versionId: 'ver_1', input: {} };
const error = { code: 'EXPRESSION_FAILED', message: 'No such function.', nodeId: 'severe' };

function run(build: (log: ReturnType<typeof makeLog>) => void) {
  const log = makeLog();
  build(log);
  const folded = applyEvents(emptyRunLog, log.events);
  return { focus: focusOfRun(folded, nodeIds), tab: openingTab(folded) };
}

describe('a run opens on what matters', () => {
  it('failed: on the node it failed by, selected, with its place in time below', () => {
    const opened = run(({ add }) => {
      add('run.started', started);
      add('node.started', { attempt: 1 }, { nodeId: 'start' });
      add('node.started', { attempt: 1 }, { nodeId: 'severe' });
      add('node.failed', { error, durationMs: 4, handled: false }, { nodeId: 'severe' });
      add('run.failed', { error, usage: noUsage });
    });
    expect(opened.focus.ids).toEqual(['severe']);
    expect(opened.focus.selection).toEqual({ nodeId: 'severe', within: null, executionKey: 'severe@' });
    expect(opened.tab).toBe('timeline');
  });

  it('failed inside a squad: on the member, in its squad', () => {
    const at = { nodeId: 'ada', iteration: 'fix:1' };
    const opened = run(({ add }) => {
      add('run.started', started);
      add('node.started', { attempt: 1 }, { nodeId: 'fix' });
      add('node.started', { attempt: 1 }, at);
      add('node.failed', { error: { ...error, nodeId: 'ada' }, durationMs: 4, handled: false }, at);
      add('run.failed', { error: { ...error, nodeId: 'ada' }, usage: noUsage });
    });
    expect(opened.focus.ids).toEqual(['fix', 'fix/ada']);
    expect(opened.focus.selection).toMatchObject({ nodeId: 'ada', within: 'fix' });
  });

  it('failed before any node: on the start of the graph, with the reason', () => {
    const opened = run(({ add }) => {
      add('run.started', started);
      add('run.failed', { error: { code: 'INTERNAL', message: 'It went wrong.' }, usage: noUsage });
    });
    expect(opened).toEqual({ focus: { ids: [], selection: null }, tab: 'output' });
  });

  it('waiting: on the node that waits, selected', () => {
    const opened = run(({ add }) => {
      add('run.started', started);
      add('node.started', { attempt: 1 }, { nodeId: 'severe' });
      add('node.waiting', { reason: 'until tomorrow' }, { nodeId: 'severe' });
      add('run.waiting', { reason: 'until tomorrow' });
    });
    expect(opened.focus).toMatchObject({ ids: ['severe'], selection: { nodeId: 'severe' } });
    expect(opened.tab).toBe('timeline');
  });

  it('running: on who works now, a member in its squad, with what is said', () => {
    const log = applyEvents(emptyRunLog, squadRun().events);
    expect(focusOfRun(log, nodeIds)).toEqual({ ids: ['fix', 'fix/grace'], selection: null });
    expect(openingTab(log)).toBe('messages');
  });

  it('cancelled: on what was cut off, with what was said', () => {
    const squad = squadRun();
    squad.add('run.cancelled', { usage: noUsage });
    const log = applyEvents(emptyRunLog, squad.events);
    expect(focusOfRun(log, nodeIds)).toEqual({ ids: ['fix', 'fix/grace'], selection: null });
    expect(openingTab(log)).toBe('messages');
    expect(run(({ add }) => add('run.cancelled', { usage: noUsage }))).toEqual({
      focus: { ids: [], selection: null },
      tab: 'output',
    });
  });

  it('done: on the start of the graph, with the output', () => {
    const opened = run(({ add }) => {
      add('run.started', started);
      add('node.started', { attempt: 1 }, { nodeId: 'start' });
      add('run.completed', { output: 1, usage: noUsage });
    });
    expect(opened).toEqual({ focus: { ids: [], selection: null }, tab: 'output' });
  });

  it('queued: nothing below the graph yet', () => {
    expect(openingTab(emptyRunLog)).toBeNull();
  });
});
