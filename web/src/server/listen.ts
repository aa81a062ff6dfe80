import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Listens on a host and port. `localhost` is both loopback addresses: a browser may try either first.
 * @returns the port, and every server to close.
 */
export async function listenOn(
  server: Server,
  host: string,
  port: number,
): Promise<{ port: number; servers: Server[] }> {
  await listen(server, host === 'localhost' ? '127.0.0.1' : host, port);
  const taken = (server.address() as AddressInfo).port;
  if (host !== 'localhost') return { port: taken, servers: [server] };
  const twin = createServer();
  for (const event of ['request', 'upgrade'] as const) twin.on(event, (...args) => server.emit(event, ...args));
  try {
    await listen(twin, '::1', taken);
  } catch (error) {
    // A machine without IPv6.
    if (!['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    return { port: taken, servers: [server] };
  }
  return { port: taken, servers: [server, twin] };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
