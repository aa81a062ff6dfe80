import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Serves a fetch-style handler at `/api/inngest` over real HTTP, as the gateway does. */
export class AppServer {
  readonly #server: Server;
  handler: (request: Request) => Promise<Response> = async () => new Response(null, { status: 503 });

  constructor() {
    this.#server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks);
      const answer = await this.handler(
        new Request(new URL(request.url ?? '/', `http://${request.headers.host}`), {
          method: request.method ?? 'GET',
          headers: request.headers as Record<string, string>,
          ...(body.length > 0 ? { body } : {}),
        }),
      );
      response
        .writeHead(answer.status, Object.fromEntries(answer.headers))
        .end(Buffer.from(await answer.arrayBuffer()));
    });
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
