import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import next from 'next';
import { forwardRequest, forwardUpgrade, isForwarded } from './src/server/forward';

interface WebOptions {
  /** Port to listen on; 0 takes a free one. */
  port: number;
  /** Port of the API server on this machine. */
  apiPort: number;
  host?: string;
  dev?: boolean;
}

/**
 * Serves the web app, and forwards `/graphql` (HTTP and WebSocket), `/api/*`, `/hooks/*`, `/a2a/*` and the agent card to
 * the API server, so that users see one origin. Ports are read when it starts, not when the app is built.
 */
export async function startWeb({ port, apiPort, host = '0.0.0.0', dev = false }: WebOptions): Promise<{
  server: Server;
  port: number;
  close: () => Promise<void>;
}> {
  const app = next({ dev, dir: import.meta.dirname, quiet: !dev });
  await app.prepare();
  const handle = app.getRequestHandler();
  const upstream = { host: '127.0.0.1', port: apiPort };

  const server = createServer((request, response) => {
    if (isForwarded(request.url)) forwardRequest(request, response, upstream);
    else void handle(request, response);
  });
  // A server does not count the sockets it has handed over, so it cannot close them itself.
  const handedOver = new Set<Duplex>();
  // Next adds its own listener for its development socket and leaves other paths alone.
  server.on('upgrade', (request, socket, head) => {
    handedOver.add(socket);
    socket.once('close', () => handedOver.delete(socket));
    if (isForwarded(request.url)) forwardUpgrade(request, socket, head, upstream);
    else if (!dev) socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });

  const close = async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    for (const socket of handedOver) socket.destroy();
    setTimeout(() => server.closeAllConnections(), 3_000).unref();
    await closed;
    await app.close();
  };
  return { server, port: (server.address() as AddressInfo).port, close };
}

if (process.argv[1] === import.meta.filename) {
  const web = await startWeb({
    port: Number(process.env.PORT ?? 3000),
    apiPort: Number(process.env.API_PORT ?? 4000),
    dev: process.argv.includes('--dev'),
  });
  const stop = () => void web.close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.stdout.write(`web listening on http://localhost:${web.port}\n`);
}
