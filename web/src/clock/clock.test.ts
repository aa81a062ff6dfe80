import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { noteServerDate, serverNow } from './server-time';
import { createTicker } from './ticker';

const start = Date.parse('2026-11-26T12:00:00.400Z');
beforeEach(() => void vi.useFakeTimers({ now: start }));
afterEach(() => void vi.useRealTimers());

it('ticks for everybody with one timer, and has none when nobody listens', () => {
  const ticker = createTicker(Date.now, 1_000);
  const seen: number[] = [];
  const stop = [ticker.subscribe(() => seen.push(ticker.now())), ticker.subscribe(() => undefined)];
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(2_500);
  expect(seen).toEqual([start + 1_000, start + 2_000]);
  for (const end of stop) end();
  expect(vi.getTimerCount()).toBe(0);
});

it('says the time of the last tick between ticks, and is not old when listened to again', () => {
  const ticker = createTicker(Date.now, 1_000);
  const stop = ticker.subscribe(() => undefined);
  vi.advanceTimersByTime(400);
  expect(ticker.now()).toBe(start);
  stop();
  vi.advanceTimersByTime(60_000);
  expect(ticker.now()).toBe(start + 60_400);
});

it("goes by the server's clock when this machine's is wrong, not by the header's missing milliseconds", () => {
  noteServerDate('Thu, 26 Nov 2026 12:00:00 GMT', start - 40, start);
  expect(serverNow()).toBe(start);
  noteServerDate('Thu, 26 Nov 2026 11:50:00 GMT', start - 100, start);
  expect(Math.abs(serverNow() - Date.parse('2026-11-26T11:50:00.5Z'))).toBeLessThan(100);
  noteServerDate('nonsense', start, start);
  noteServerDate(null, start, start);
  expect(Math.abs(serverNow() - Date.parse('2026-11-26T11:50:00.5Z'))).toBeLessThan(100);
  noteServerDate('Thu, 26 Nov 2026 12:00:00 GMT', start, start);
  expect(serverNow()).toBe(start);
});
