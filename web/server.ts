import { createServer, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import next from 'next';
import { createFront } from './src/server/front';
import { listenOn } from './src/server/listen';
import { readTrustedProxies } from './src/server/trusted-proxies';

interface WebOptions {
  /** Port to listen on; 0 takes a free one. */
  port: number;
  /** Port of the API server on this machine. */
  apiPort: number;
  /** Address to listen on; this machine only, unless told otherwise. */
  host?: string | undefined;
  /** The address people open, when it is set (`MUSTER_URL`). */
  publicUrl?: string | undefined;
  /** Addresses of the proxies in front (`MUSTER_TRUST_PROXY`). */
  trustedProxies?: string | undefined;
  dev?: boolean;
}

/**
 * Serves the web app, and forwards `/graphql` (HTTP and WebSocket), `/api/*`, `/hooks/*`, `/a2a/*` and the agent card to
 * the API server, so that users see one origin. Ports are read when it starts, not when the app is built.
 */
export async function startWeb(
  options: WebOptions,
): Promise<{ server: Server; port: number; close: () => Promise<void> }> {
  const { apiPort, host = 'localhost', publicUrl, dev = false } = options;
  const server = createServer();
  const app = next({ dev, dir: import.meta.dirname, quiet: !dev, httpServer: server });
  await app.prepare();
  const handle = app.getRequestHandler();
  const front = createFront({
    pages: (request, response) => void handle(request, response),
    upstream: { host: '127.0.0.1', port: apiPort, isTrusted: readTrustedProxies(options.trustedProxies) },
    publicUrl,
  });

  server.on('request', front.request);
  // A server does not count the sockets it has handed over, so it cannot close them itself.
  const handedOver = new Set<Duplex>();
  // Next adds its own listener for its development socket and leaves other paths alone.
  server.on('upgrade', (request, socket, head) => {
    handedOver.add(socket);
    socket.once('close', () => handedOver.delete(socket));
    if (!front.upgrade(request, socket, head) && !dev) socket.destroy();
  });
  const { port, servers } = await listenOn(server, host, options.port);

  const close = async () => {
    const closed = Promise.all(servers.map((each) => new Promise<void>((resolve) => each.close(() => resolve()))));
    for (const each of servers) each.closeIdleConnections();
    for (const socket of handedOver) socket.destroy();
    const late = () => {
      for (const each of servers) each.closeAllConnections();
    };
    setTimeout(late, 3_000).unref();
    await closed;
    await app.close();
  };
  return { server, port, close };
}

if (process.argv[1] === import.meta.filename) {
  const web = await startWeb({
    port: Number(process.env.PORT ?? 3000),
    apiPort: Number(process.env.API_PORT ?? 4000),
    host: process.env.MUSTER_HOST || undefined,
    publicUrl: process.env.MUSTER_URL || undefined,
    trustedProxies: process.env.MUSTER_TRUST_PROXY,
    dev: process.argv.includes('--dev'),
  });
  const stop = () => void web.close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.stdout.write(`web listening on http://localhost:${web.port}\n`);
}
