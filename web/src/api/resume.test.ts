import { type GraphQLFormattedError, parse } from 'graphql';
import type { Client, Sink, SubscribePayload } from 'graphql-ws';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useConnection } from './connection';
import { subscribeResuming } from './resume';
import { reconnectDelayMs } from './socket';

/** A server's side of each subscription, to be played by the test. */
function fakeSocket() {
  const opened: { payload: SubscribePayload; sink: Sink }[] = [];
  const client = {
    subscribe: (payload: SubscribePayload, sink: Sink) => {
      opened.push({ payload, sink });
      return () => undefined;
    },
  } as unknown as Client;
  return { client, opened };
}

function follow(early = false) {
  const { client, opened } = fakeSocket();
  const seen: number[] = [];
  const refused: GraphQLFormattedError[] = [];
  const stop = subscribeResuming<{ n: number }, { after: number }>(client, {
    document: parse('subscription S($after: Int) { n }') as never,
    variables: () => ({ after: seen.at(-1) ?? 0 }),
    onData: ({ n }) => seen.push(n),
    onRefused: (errors) => refused.push(...errors),
    onComplete: () => early,
  });
  return { opened, seen, refused, stop };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('comes back after a lost connection and asks for what comes next', () => {
  const { opened, seen } = follow();
  opened[0]?.sink.next({ data: { n: 1 } });
  opened[0]?.sink.next({ data: { n: 2 } });
  opened[0]?.sink.error(new Event('close'));
  expect(opened).toHaveLength(1);
  vi.runOnlyPendingTimers();
  expect(opened[1]?.payload.variables).toEqual({ after: 2 });
  opened[1]?.sink.next({ data: { n: 3 } });
  expect(seen).toEqual([1, 2, 3]);
});

it('says that the connection is lost until nobody wants it any more', () => {
  const { opened, stop } = follow();
  opened[0]?.sink.error(new Event('close'));
  expect(useConnection.getState().state).toBe('offline');
  vi.runOnlyPendingTimers();
  opened[1]?.sink.error(new Event('close'));
  expect(useConnection.getState().state).toBe('offline');
  stop();
  expect(useConnection.getState().state).toBe('idle');
});

it('ends with the stream', () => {
  const { opened } = follow();
  opened[0]?.sink.complete();
  vi.runAllTimers();
  expect(opened).toHaveLength(1);
});

it('tries again when the stream ended too early', () => {
  const { opened } = follow(true);
  opened[0]?.sink.complete();
  vi.runOnlyPendingTimers();
  expect(opened).toHaveLength(2);
});

it('gives up when the server says no', () => {
  const { opened, refused } = follow();
  opened[0]?.sink.error([{ message: 'No.', extensions: { code: 'NOT_FOUND' } }]);
  vi.runAllTimers();
  expect(opened).toHaveLength(1);
  expect(refused).toMatchObject([{ message: 'No.' }]);
});

it('comes back when the server is only busy', () => {
  const { opened, refused } = follow();
  opened[0]?.sink.error([{ message: 'Later.', extensions: { code: 'RATE_LIMITED' } }]);
  vi.runOnlyPendingTimers();
  expect(opened).toHaveLength(2);
  expect(refused).toEqual([]);
});

it('stays away once it was stopped', () => {
  const { opened, stop, seen } = follow();
  opened[0]?.sink.error(new Event('close'));
  stop();
  vi.runAllTimers();
  opened[0]?.sink.next({ data: { n: 9 } });
  expect(opened).toHaveLength(1);
  expect(seen).toEqual([]);
});

it('waits longer each time, up to some seconds', () => {
  expect(reconnectDelayMs(0, 0.5)).toBe(300);
  expect(reconnectDelayMs(3, 0.5)).toBe(2400);
  expect(reconnectDelayMs(50, 1)).toBeLessThanOrEqual(12_500);
});
