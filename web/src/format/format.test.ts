import { describe, expect, it } from 'vitest';
import { formatAgo, formatDuration, formatUsd, plural, shortId } from './index';

describe('spans of time', () => {
  it.each([
    [0, '<1 ms'],
    [12.4, '12 ms'],
    [999, '999 ms'],
    [999.7, '1.0 s'],
    [1000, '1.0 s'],
    [9960, '10 s'],
    [41_200, '41 s'],
    [59_700, '1 m 00 s'],
    [125_000, '2 m 05 s'],
    [3_599_800, '1 h 00 m'],
    [3_600_000, '1 h 00 m'],
    [11_520_000, '3 h 12 m'],
    [-5, '<1 ms'],
  ])('%d ms is %s', (milliseconds, words) => {
    expect(formatDuration(milliseconds)).toBe(words);
  });
});

describe('money', () => {
  it.each([
    [0, '$0'],
    [0.00001, '<$0.0001'],
    [0.0004, '$0.0004'],
    [0.061, '$0.061'],
    [1.25, '$1.25'],
  ])('%d is %s', (usd, words) => {
    expect(formatUsd(usd)).toBe(words);
  });
});

it('counts in words', () => {
  expect(plural(1, 'call')).toBe('1 call');
  expect(plural(38_201, 'token')).toBe('38,201 tokens');
});

it('says how long ago', () => {
  const now = Date.parse('2026-11-23T12:00:00Z');
  expect(formatAgo('2026-11-23T11:59:30Z', now)).toBe('just now');
  expect(formatAgo('2026-11-23T11:56:00Z', now)).toBe('4 min ago');
  expect(formatAgo('2026-11-22T11:00:00Z', now)).toBe('yesterday');
  expect(formatAgo('2026-11-24T12:00:00Z', now)).toBe('just now');
  expect(formatAgo('nonsense', now)).toBe('');
});

it('shortens an id and leaves short ones alone', () => {
  expect(shortId('run_01JDABCDEFGHJKMNPQRSTV7Q')).toBe('run_01JD…7Q');
  expect(shortId('start')).toBe('start');
});
