import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { isPortFree, requireFreePort } from './ports';

let server: Server;
const listen = (host: string) =>
  new Promise<number>((resolve) => {
    server = createServer().listen(0, host, () => resolve((server.address() as AddressInfo).port));
  });
afterEach(() => new Promise((resolve) => server.close(resolve)));

test.each(['127.0.0.1', '0.0.0.0', '::'])('a port taken on %s is not free', async (host) => {
  const port = await listen(host);
  expect(await isPortFree(port)).toBe(false);
  await expect(requireFreePort(port, 'PORT', 'the web app')).rejects.toThrow(
    new RegExp(`^Port ${port} for the web app is in use.*PORT=`),
  );
});

test('a port nobody listens on is free', async () => {
  const port = await listen('127.0.0.1');
  await new Promise((resolve) => server.close(resolve));
  expect(await isPortFree(port)).toBe(true);
  await listen('127.0.0.1');
});
