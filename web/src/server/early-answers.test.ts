import { createServer, request, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { forwardRequest } from './forward';

const open: Server[] = [];
afterEach(async () => {
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

/** An API that refuses before it has read the body, as a server with a limit does. */
async function refusing(headers: Record<string, string>): Promise<number> {
  const api = createServer((incoming, outgoing) => {
    outgoing.writeHead(413, { 'content-type': 'application/json', ...headers }).end('{"code":"PAYLOAD_TOO_LARGE"}');
    incoming.resume();
  });
  const upstream = { host: '127.0.0.1', port: await listen(api) };
  return listen(createServer((incoming, outgoing) => forwardRequest(incoming, outgoing, upstream)));
}

const megabytes = (count: number) => Buffer.alloc(count * 1_000_000, 120);

/** Sends a body, in chunks when no length is given, and answers with what comes back. */
function post(port: number, body: Buffer, headers: Record<string, string | number> = {}): Promise<[number, string]> {
  return new Promise((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', method: 'POST', path: '/graphql', headers }, async (answer) => {
      let text = '';
      for await (const chunk of answer) text += chunk;
      resolve([answer.statusCode ?? 0, text]);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const refusal = [413, '{"code":"PAYLOAD_TOO_LARGE"}'];

describe('Q8 an answer that comes before the body has been sent', () => {
  it('reaches the client, whether the body has a length or not', async () => {
    const port = await refusing({});
    for (let time = 0; time < 5; time++) {
      expect(await post(port, megabytes(12), { 'content-length': 12_000_000 })).toEqual(refusal);
      expect(await post(port, megabytes(12))).toEqual(refusal);
    }
  });

  it('leaves the connection of the client in order for its next request', async () => {
    const port = await refusing({});
    const socket = connect(port, '127.0.0.1');
    let got = '';
    socket.on('data', (data) => {
      got += data;
    });
    const ask = 'POST /graphql HTTP/1.1\r\nhost: h\r\ncontent-length: 3000000\r\n\r\n';
    socket.write(ask);
    socket.write(megabytes(3));
    socket.write(ask);
    socket.write(megabytes(3));
    await expect.poll(() => got.split('HTTP/1.1 413').length - 1, { timeout: 10_000 }).toBe(2);
    socket.destroy();
  });

  it('comes at once when less is sent than the length says', async () => {
    const port = await refusing({});
    const socket = connect(port, '127.0.0.1');
    let got = '';
    socket.on('data', (data) => {
      got += data;
    });
    socket.write('POST /graphql HTTP/1.1\r\nhost: h\r\ncontent-length: 12000000\r\n\r\nonly this');
    await expect.poll(() => got, { timeout: 10_000 }).toContain('PAYLOAD_TOO_LARGE');
    socket.destroy();
  });

  it('ends a client that goes on sending for ever', async () => {
    const port = await refusing({});
    const socket = connect(port, '127.0.0.1');
    const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    socket.on('error', () => undefined);
    socket.resume();
    socket.write('POST /graphql HTTP/1.1\r\nhost: h\r\ntransfer-encoding: chunked\r\n\r\n');
    const chunk = Buffer.concat([Buffer.from('f4240\r\n'), megabytes(1), Buffer.from('\r\n')]);
    const send = (): void => {
      if (!socket.destroyed) socket.write(chunk, () => setImmediate(send));
    };
    send();
    await ended;
  });
});
