import { noUsage } from '@muster/schema';
import { describe, expect, it } from 'vitest';
import { toCanvasState } from '../state/canvas-state';
import { applyEvents } from './apply-events';
import { costRows, totalUsage } from './cost';
import { emptyRunLog } from './run-log';
import { squadRun } from './testing';
import { pipelineGraph, squadGraph } from './testing-graphs';
import { timelineOf } from './timeline';

const now = Date.UTC(2026, 10, 23, 12, 1, 0);
const squads = new Map([['fix', squadGraph]]);
const log = () => applyEvents(emptyRunLog, squadRun().events);

describe('the run on the canvas', () => {
  it('shows the way taken, the dead one, and what moves', () => {
    const state = toCanvasState(log(), pipelineGraph, squads, now);
    expect(Object.fromEntries(state.edges)).toEqual({ e1: 'taken', e2: 'active', e3: 'dead' });
    expect(state.nodes.get('reply')).toMatchObject({ status: 'SKIPPED', durationMs: null });
    expect(state.nodes.get('fix')).toMatchObject({ status: 'RUNNING', note: '2 at work' });
  });

  it('shows a squad’s members by what they do now, and along which edges', () => {
    const squad = toCanvasState(log(), pipelineGraph, squads, now).squads.get('fix');
    expect(squad?.members.get('ada')).toMatchObject({ status: 'RUNNING', note: 'delegating', turn: 1 });
    expect(squad?.members.get('edsger')).toMatchObject({ status: 'SUCCEEDED' });
    expect([...(squad?.usedEdgeIds ?? [])]).toEqual(['s1', 's2']);
    expect([...(squad?.activeEdgeIds ?? [])]).toEqual(['s1']);
  });

  it('leaves the time of what goes on to a clock at the live end, and stands still in a replay', () => {
    const live = toCanvasState(log(), pipelineGraph, squads, null).nodes.get('fix');
    expect(live).toMatchObject({ durationMs: null, startedAt: '2026-11-23T12:00:07.000Z' });
    expect(toCanvasState(log(), pipelineGraph, squads, null).nodes.get('severe')?.startedAt).toBeNull();
    const then = toCanvasState(log(), pipelineGraph, squads, now).nodes.get('fix');
    expect(then).toMatchObject({ durationMs: 53_000, startedAt: null });
  });

  it('shows a squad that runs by itself on its own graph', () => {
    const run = squadRun();
    const alone = run.events
      .filter((event) => event.iteration?.startsWith('fix:1'))
      .map((event, index) => ({
        ...event,
        seq: index + 1,
        iteration: event.iteration?.replace(/^fix:1\/?/, '') ?? null,
      }));
    const state = toCanvasState(applyEvents(emptyRunLog, alone), squadGraph, new Map(), now);
    expect(state.nodes.get('ada')?.note).toBe('delegating');
    expect(Object.fromEntries(state.edges)).toEqual({ s1: 'active', s2: 'taken' });
  });
});

describe('cost', () => {
  it('counts members under their squad’s node, once', () => {
    const rows = costRows(log(), pipelineGraph);
    expect(rows.map((row) => [row.nodeId, row.usage.modelCalls])).toEqual([['fix', 2]]);
    expect(rows[0]?.members.map((member) => [member.nodeId, member.usage.costUsd])).toEqual([
      ['ada', 0.01],
      ['edsger', 0.01],
    ]);
    expect(totalUsage(log(), rows).costUsd).toBeCloseTo(0.02);
  });

  it('believes the run at its end', () => {
    const run = squadRun();
    run.add('run.completed', { output: null, usage: { ...noUsage, costUsd: 0.03 } });
    const ended = applyEvents(emptyRunLog, run.events);
    expect(totalUsage(ended, costRows(ended, pipelineGraph)).costUsd).toBe(0.03);
  });
});

it('lays executions along the time of the run, members below their squad', () => {
  const { rows, total } = timelineOf(log(), now);
  expect(rows.map((row) => [row.execution.nodeId, row.depth])).toEqual([
    ['start', 0],
    ['severe', 0],
    ['fix', 0],
    ['ada', 1],
    ['edsger', 2],
    ['grace', 2],
  ]);
  for (const row of rows) expect(row.start + row.span).toBeLessThanOrEqual(total);
});
