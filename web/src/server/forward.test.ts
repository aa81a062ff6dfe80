import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { contentSecurityPolicy } from './content-security-policy';
import { forwardedHeaders, forwardRequest, forwardUpgrade, isForwarded } from './forward';
import { createFront } from './front';
import { readTrustedProxies } from './trusted-proxies';

const open: Server[] = [];
const upgraded: Duplex[] = [];
afterEach(async () => {
  for (const socket of upgraded.splice(0)) socket.destroy();
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});
async function listen(server: Server): Promise<number> {
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** A front like `server.ts`, before an API server that says what it got. */
async function front(api: Server | null) {
  const upstream = { host: '127.0.0.1', port: api ? await listen(api) : 1 };
  const server = createServer((request, response) => forwardRequest(request, response, upstream));
  server.on('upgrade', (request, socket, head) => forwardUpgrade(request, socket, head, upstream));
  return listen(server);
}

describe('one origin', () => {
  it.each([
    ['/graphql', true],
    ['/graphql?query=x', true],
    ['/api/auth/sign-in/email', true],
    ['/hooks/abc', true],
    ['/a2a/w/x', true],
    ['/.well-known/agent-card.json', true],
    ['/graphqlx', false],
    ['/apis', false],
    ['/runs/run_1', false],
    [undefined, false],
  ])('forwards %s: %s', (url, forwarded) => {
    expect(isForwarded(url)).toBe(forwarded);
  });

  it('passes method, path, body and answer through', async () => {
    const api = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      response.writeHead(201, { 'content-type': 'text/plain', 'set-cookie': ['a=1', 'b=2'] });
      response.end(`${request.method} ${request.url} ${Buffer.concat(chunks).toString()}`);
    });
    const port = await front(api);
    const answer = await fetch(`http://127.0.0.1:${port}/api/x?y=1`, { method: 'POST', body: 'hello' });
    expect(answer.status).toBe(201);
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await answer.text()).toBe('POST /api/x?y=1 hello');
  });

  it('says plainly when the server is not there', async () => {
    const port = await front(null);
    const answer = await fetch(`http://127.0.0.1:${port}/graphql`, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'SERVER_UNREACHABLE' } }] });
  });

  it('joins WebSockets to the server, both ways', async () => {
    const api = createServer();
    api.on('upgrade', (request: IncomingMessage, socket) => {
      upgraded.push(socket);
      socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nX-Path: ${request.url}\r\n\r\n`);
      socket.on('data', (data) => socket.write(`echo ${data}`));
    });
    const port = await front(api);
    const socket = connect(port, '127.0.0.1');
    let got = '';
    const until = (text: string) =>
      new Promise<void>((resolve) => {
        const look = () => got.includes(text) && resolve();
        socket.on('data', look);
        look();
      });
    socket.on('data', (data) => {
      got += data;
    });
    socket.write('GET /graphql HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    await until('X-Path: /graphql');
    socket.write('ping');
    await until('echo ping');
    socket.destroy();
  });
});

describe('A9: where a request comes from', () => {
  const spoofed = { host: 'h:3000', 'x-forwarded-for': '1.2.3.4', forwarded: 'for=1.2.3.4', 'x-real-ip': '1.2.3.4' };

  it('is what the socket says, not what the client says', () => {
    const headers = forwardedHeaders(spoofed, '10.0.0.9', false);
    expect(headers['x-forwarded-for']).toBe('10.0.0.9');
    expect(headers.forwarded).toBeUndefined();
    expect(headers['x-real-ip']).toBeUndefined();
    expect(headers.host).toBe('h:3000');
  });

  it('is the whole chain behind a proxy of the operator', () => {
    expect(forwardedHeaders(spoofed, '10.0.0.9', true)['x-forwarded-for']).toBe('1.2.3.4, 10.0.0.9');
  });
});

describe('A9: proxies of the operator', () => {
  it.each([
    [undefined, '127.0.0.1', false],
    ['', '127.0.0.1', false],
    ['127.0.0.1', '127.0.0.1', true],
    ['127.0.0.1', '::ffff:127.0.0.1', true],
    ['10.0.0.0/8, fd00::/8', '10.9.8.7', true],
    ['10.0.0.0/8, fd00::/8', 'fd12::1', true],
    ['10.0.0.0/8, fd00::/8', '11.0.0.1', false],
    ['10.0.0.0/8', undefined, false],
    ['10.0.0.0/8', 'no address', false],
  ])('MUSTER_TRUST_PROXY=%s, asked by %s: %s', (list, address, trusted) => {
    expect(readTrustedProxies(list)(address)).toBe(trusted);
  });

  it.each(['nonsense', '10.0.0.0/99', '10.0.0.0/', '1'])('refuses %s, by name', (list) => {
    expect(() => readTrustedProxies(list)).toThrow(/^MUSTER_TRUST_PROXY/);
  });

  it('are believed, and nobody else is', async () => {
    const api = createServer((request, response) => response.end(String(request.headers['x-forwarded-for'])));
    const apiPort = await listen(api);
    const ask = async (list: string) => {
      const upstream = { host: '127.0.0.1', port: apiPort, isTrusted: readTrustedProxies(list) };
      const port = await listen(createServer((request, response) => forwardRequest(request, response, upstream)));
      return (await fetch(`http://127.0.0.1:${port}/api/x`, { headers: { 'x-forwarded-for': '203.0.113.9' } })).text();
    };
    expect(await ask('')).toBe('127.0.0.1');
    expect(await ask('127.0.0.1')).toBe('203.0.113.9, 127.0.0.1');
  });
});

describe('HSTS', () => {
  it('is on every answer when people come by https, and on none otherwise', async () => {
    const upstream = { host: '127.0.0.1', port: await listen(createServer((_request, response) => response.end())) };
    const ask = async (publicUrl: string | undefined, path: string) => {
      const front = createFront({ pages: (_request, response) => void response.end(), upstream, publicUrl });
      const port = await listen(createServer(front.request));
      return (await fetch(`http://127.0.0.1:${port}${path}`)).headers.get('strict-transport-security');
    };
    for (const path of ['/', '/sign-in', '/_next/static/x.js', '/graphql']) {
      expect(await ask('https://muster.example.com', path), path).toMatch(/^max-age=31536000/);
      expect(await ask('http://muster.lan', path), path).toBeNull();
      expect(await ask(undefined, path), path).toBeNull();
    }
  });
});

describe('U1: the Content-Security-Policy', () => {
  const policy = contentSecurityPolicy('abc', false);

  it('allows no inline script or style, no eval, no other origin', () => {
    expect(policy).not.toContain('unsafe');
    expect(policy).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/https?:/);
  });
});
