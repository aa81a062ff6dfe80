import { Agent, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import type { RequestErrorCode } from '@muster/schema';
import type { IsTrusted } from './trusted-proxies';

/** The API server, and who may say where a request comes from. */
export interface Upstream {
  host: string;
  port: number;
  /** Proxies in front of the web app; absent: there is none. */
  isTrusted?: IsTrusted;
}

const agent = new Agent({ keepAlive: true, maxFreeSockets: 32 });
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
const mostDiscarded = { bytes: 64 * 1024 * 1024, milliseconds: 10_000 };
const code: RequestErrorCode = 'SERVER_UNREACHABLE';
const unreachable = JSON.stringify({
  errors: [
    {
      message: 'The server is starting or cannot be reached. Nothing you saved is lost; try again in a moment.',
      extensions: { code },
    },
  ],
});

/** Whether a request path belongs to the API server rather than to the web app. */
export function isForwarded(url: string | undefined): boolean {
  const path = (url ?? '/').split('?', 1)[0] ?? '/';
  return (
    path === '/graphql' ||
    path === '/.well-known/agent-card.json' ||
    path.startsWith('/api/') ||
    path.startsWith('/hooks/') ||
    path.startsWith('/a2a/')
  );
}

/**
 * Headers as the API server should see them. Whatever a client says about where it comes from is replaced by what the
 * socket says, unless the socket's other end is a proxy of the operator's, named in `MUSTER_TRUST_PROXY`.
 */
export function forwardedHeaders(
  headers: IncomingHttpHeaders,
  remoteAddress: string | undefined,
  trustProxy: boolean,
): IncomingHttpHeaders {
  const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.has(name)));
  for (const name of ['forwarded', 'x-real-ip']) delete kept[name];
  const chain = trustProxy ? [headers['x-forwarded-for'], remoteAddress] : [remoteAddress];
  kept['x-forwarded-for'] = chain.flat().filter(Boolean).join(', ');
  kept['x-forwarded-host'] = (trustProxy && headers['x-forwarded-host']) || headers.host;
  kept['x-forwarded-proto'] = (trustProxy && headers['x-forwarded-proto']) || 'http';
  return kept;
}

function headersFor(incoming: IncomingMessage, { isTrusted }: Upstream): IncomingHttpHeaders {
  const { remoteAddress } = incoming.socket;
  return forwardedHeaders(incoming.headers, remoteAddress, isTrusted?.(remoteAddress) ?? false);
}

/** Passes an HTTP request on and streams the answer back; 503 with a plain sentence when the server is not there. */
export function forwardRequest(incoming: IncomingMessage, outgoing: ServerResponse, upstream: Upstream): void {
  const headers = headersFor(incoming, upstream);
  const { host, port } = upstream;
  const sent = request({ host, port, agent, method: incoming.method, path: incoming.url, headers }, (answer) => {
    // Refused before everything was sent: the API server wants no more of it, and the client still wants to know.
    if (!incoming.complete) {
      incoming.unpipe(sent);
      discard(incoming);
    }
    const back = Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !hopByHop.has(name)));
    outgoing.writeHead(answer.statusCode ?? 502, back);
    answer.pipe(outgoing);
    answer.on('error', () => outgoing.destroy());
  });
  sent.on('error', () => {
    if (outgoing.headersSent) return void outgoing.destroy();
    outgoing.writeHead(503, { 'content-type': 'application/json', 'retry-after': '2' }).end(unreachable);
  });
  outgoing.on('close', () => sent.destroy());
  incoming.pipe(sent);
}

/** Reads on, for a while, what a client still sends: a connection closed with unread bytes loses its answer. */
function discard(incoming: IncomingMessage): void {
  let left = mostDiscarded.bytes;
  const late = setTimeout(() => incoming.destroy(), mostDiscarded.milliseconds);
  incoming.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) incoming.destroy();
  });
  for (const event of ['end', 'close']) incoming.once(event, () => clearTimeout(late));
  incoming.on('error', () => undefined);
  incoming.resume();
}

/** Joins a WebSocket of a browser to the API server: the handshake is passed on, then bytes both ways. */
export function forwardUpgrade(incoming: IncomingMessage, client: Duplex, head: Buffer, upstream: Upstream): void {
  const headers = {
    ...headersFor(incoming, upstream),
    connection: 'Upgrade',
    upgrade: incoming.headers.upgrade,
  };
  const server = connect(upstream.port, upstream.host, () => {
    const lines = Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [value].flat().map((one) => `${name}: ${one}`),
    );
    server.write(`${incoming.method} ${incoming.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    if (head.length > 0) server.write(head);
    server.pipe(client).pipe(server);
  });
  server.setNoDelay(true);
  const end = () => {
    server.destroy();
    client.destroy();
  };
  for (const side of [server, client]) side.on('error', end).on('close', end);
}
