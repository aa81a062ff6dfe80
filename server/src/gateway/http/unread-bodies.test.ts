import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smallSchema } from '../testing/small-schema';
import { startTestGateway, type TestGateway } from '../testing/test-gateway';

let server: TestGateway;
beforeAll(async () => {
  server = await startTestGateway(smallSchema());
});
afterAll(() => server.stop());

/** Sends these bytes as they are, and answers with all that came back and whether the connection was reset. */
function raw(...parts: (string | Buffer)[]): Promise<{ got: string; reset: boolean }> {
  const { port, hostname } = new URL(server.url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let got = '';
    let reset = false;
    socket.on('data', (data) => {
      got += data;
      if (got.includes('\r\n\r\n')) setTimeout(() => socket.destroy(), 100);
    });
    socket.on('error', () => {
      reset = true;
    });
    socket.on('close', () => resolve({ got, reset }));
    for (const part of parts) socket.write(part);
  });
}
const head = (...lines: string[]) =>
  `${['POST /graphql HTTP/1.1', 'host: h', 'content-type: application/json', ...lines].join('\r\n')}\r\n\r\n`;
const large = Buffer.alloc(12_000_000, 120);

describe('Q8 a body that is refused before it was read', () => {
  it('gets its answer and no reset, however large it is', async () => {
    for (let time = 0; time < 5; time++) {
      const { got, reset } = await raw(head('content-length: 12000000'), large);
      expect([got.slice(0, 12), reset]).toEqual(['HTTP/1.1 413', false]);
    }
    const chunked = Buffer.concat([Buffer.from('b71b00\r\n'), large, Buffer.from('\r\n0\r\n\r\n')]);
    const { got, reset } = await raw(head('transfer-encoding: chunked'), chunked);
    expect([got.slice(0, 12), reset]).toEqual(['HTTP/1.1 413', false]);
    const zipped = gzipSync(large);
    expect((await raw(head(`content-length: ${zipped.length}`, 'content-encoding: gzip'), zipped)).got).toMatch(
      /^HTTP\/1.1 415/,
    );
  });

  it('is answered at once when its length is a lie', async () => {
    expect((await raw(head('content-length: 12000000'), '{')).got).toMatch(/^HTTP\/1.1 413/);
    // What is over the length is the next request, and not well-formed.
    const body = '{"query":"{ thing { id } }"}';
    const lies = [
      [head(`content-length: ${body.length}`), body, large],
      [head('content-length: 5', 'transfer-encoding: chunked'), '0\r\n\r\n'],
    ];
    for (const lie of lies) {
      const { got } = await raw(...lie);
      expect(got).toMatch(/^HTTP\/1.1 400/);
      expect(got).toContain('"code":"INVALID_INPUT"');
    }
  });

  it('is no error of ours when the client goes away in the middle', async () => {
    const { port, hostname } = new URL(server.url);
    const before = server.logs().length;
    const socket = connect(Number(port), hostname);
    socket.write(`${head('content-length: 5000000')}${'x'.repeat(100_000)}`, () =>
      setTimeout(() => socket.destroy(), 50),
    );
    const news = () => server.logs().slice(before);
    await expect.poll(news).toContain('the client went away');
    expect(news()).not.toMatch(/"level":(40|50|60)/);
  });
});
