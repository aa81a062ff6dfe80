import { Position } from '@xyflow/react';
import { describe, expect, it } from 'vitest';
import { speechEnds } from './speech-ends';
import { costWords, portWords } from './words';

describe('figures in words', () => {
  it('money and ports', () => {
    expect([0, 0.0004, 0.061, 1.25, 12].map(costWords)).toEqual(['$0.00', '$0.0004', '$0.061', '$1.25', '$12.00']);
    expect([portWords('class:bug'), portWords('out')]).toEqual(['bug', 'out']);
  });
});

describe('edges between members', () => {
  const box = (x: number, y: number) => ({ x, y, width: 208, height: 88 });

  it('leave and arrive at the sides that face each other', () => {
    expect(speechEnds(box(0, 0), box(400, 0), 'ask')).toMatchObject({
      sourcePosition: Position.Right,
      targetPosition: Position.Left,
    });
    expect(speechEnds(box(400, 0), box(0, 0), 'ask')).toMatchObject({
      sourcePosition: Position.Left,
      targetPosition: Position.Right,
    });
    expect(speechEnds(box(0, 0), box(40, 300), 'ask')).toMatchObject({
      sourcePosition: Position.Bottom,
      targetPosition: Position.Top,
    });
    expect(speechEnds(box(0, 300), box(40, 0), 'ask')).toMatchObject({
      sourcePosition: Position.Top,
      targetPosition: Position.Bottom,
    });
  });

  it('keep apart: each way to speak has its place, and there is not the way back', () => {
    const ends = ['delegate', 'ask', 'review'].map((speech) => speechEnds(box(0, 0), box(400, 0), speech));
    expect(new Set(ends.map((end) => end.sourceY)).size).toBe(3);
    expect(new Set(ends.map((end) => end.targetY)).size).toBe(3);
    const there = speechEnds(box(0, 0), box(0, 300), 'ask');
    const back = speechEnds(box(0, 300), box(0, 0), 'ask');
    expect(there.sourceX).not.toBe(back.targetX);
  });
});
