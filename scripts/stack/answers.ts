import { get, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { localUrl } from './reach';
import type { Settings } from './settings';

/** Resolves when the web app, the API behind it and the server's own readiness all answer. */
export async function waitUntilReady(settings: Settings, signal: AbortSignal): Promise<void> {
  const web = localUrl(settings);
  await until(
    signal,
    () => statusOf(`http://127.0.0.1:${settings.apiPort}/readyz`),
    (status) => status === 200,
  );
  await until(
    signal,
    () => statusOf(`${web}/`),
    (status) => status < 500,
  );
  await until(
    signal,
    () => postGraphql(`${web}/graphql`),
    (status) => status < 500,
  );
}

async function until(
  signal: AbortSignal,
  ask: () => Promise<number>,
  isRight: (status: number) => boolean,
): Promise<void> {
  while (!signal.aborted) {
    const status = await ask().catch(() => 599);
    if (isRight(status)) return;
    await delay(100);
  }
}

const timeout = 10_000;

function statusOf(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const asking = get(url, { timeout, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 599);
    });
    asking.on('timeout', () => asking.destroy(new Error('timeout')));
    asking.on('error', reject);
  });
}

function postGraphql(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', accept: 'application/json' };
    const asking = request(url, { method: 'POST', headers, timeout, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 599);
    });
    asking.on('timeout', () => asking.destroy(new Error('timeout')));
    asking.on('error', reject);
    asking.end(JSON.stringify({ query: '{ __typename }' }));
  });
}
