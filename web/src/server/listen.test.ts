import { createServer, get, type Server } from 'node:http';
import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { listenOn } from './listen';

const open: Server[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await new Promise((resolve) => server.close(resolve));
});
async function listening(host: string): Promise<number> {
  const server = createServer((_request, response) => response.setHeader('connection', 'close').end('here'));
  const { port, servers } = await listenOn(server, host, 0);
  open.push(...servers);
  return port;
}
const answers = (host: string, port: number) =>
  new Promise<boolean>((resolve) => {
    get({ host, port, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    }).on('error', () => resolve(false));
  });
const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
const hasV6 = addresses.some(({ address }) => address === '::1');
/** Addresses of this machine that other machines use; on Linux also one that only a wildcard answers on. */
const others = [
  ...addresses.filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => address),
  ...(process.platform === 'linux' ? ['127.0.0.2'] : []),
];

describe('the web app', () => {
  it('on localhost answers on both loopback addresses, and on no other', async () => {
    const port = await listening('localhost');
    expect(await answers('127.0.0.1', port)).toBe(true);
    expect(await answers('::1', port)).toBe(hasV6);
    for (const address of others) expect(await answers(address, port), address).toBe(false);
  });

  it('answers on every address when told to', async () => {
    const port = await listening('0.0.0.0');
    for (const address of ['127.0.0.1', ...others]) expect(await answers(address, port), address).toBe(true);
  });
});
