import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

type Handler = (request: Request) => Promise<Response>;

/** Serves a fetch-style handler at `/api/inngest` over real HTTP, as the gateway does; it can go down and up again. */
export class AppServer {
  readonly #server: Server;
  #handler: Handler | null = null;

  constructor() {
    this.#server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks);
      const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
      const headers = request.headers as Record<string, string>;
      const method = request.method ?? 'GET';
      const handler = this.#handler;
      const answer = handler
        ? await handler(new Request(url, { method, headers, ...(body.length > 0 ? { body } : {}) }))
        : new Response(null, { status: 503 });
      // What a process that has gone down meanwhile would answer reaches nobody.
      if (handler !== this.#handler) response.destroy();
      else
        response
          .writeHead(answer.status, Object.fromEntries(answer.headers))
          .end(Buffer.from(await answer.arrayBuffer()));
    });
  }

  /** From now on this handler answers. */
  up(handler: Handler): void {
    this.#handler = handler;
  }

  /** The process ends: connections break, and new requests find nobody. */
  down(): void {
    this.#handler = null;
    this.#server.closeAllConnections();
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/api/inngest`;
  }

  async close(): Promise<void> {
    await new Promise((resolve) => {
      this.#server.close(resolve);
      this.#server.closeAllConnections();
    });
  }
}
