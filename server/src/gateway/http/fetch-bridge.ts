import type { FastifyReply, FastifyRequest } from 'fastify';

/** Headers that belong to the connection, or say who is in front: those are ours to tell. */
const left = /^(x-forwarded-|forwarded$|host$|connection$|content-length$|transfer-encoding$|keep-alive$|upgrade$)/;

/** A request of Fastify's as the Fetch API has it, addressed to `origin` whatever the client called us. */
export function toFetchRequest(
  request: FastifyRequest,
  origin: string,
  body: string | Uint8Array<ArrayBuffer> | null,
  more: Readonly<Record<string, string>> = {},
): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value === undefined || left.test(name)) continue;
    for (const entry of Array.isArray(value) ? value : [value]) headers.append(name, entry);
  }
  for (const [name, value] of Object.entries(more)) headers.set(name, value);
  const { pathname, search } = new URL(request.url, origin);
  return new Request(new URL(`${pathname}${search}`, origin), {
    method: request.method,
    headers,
    ...(body === null ? {} : { body }),
  });
}

/** Answers with a response of the Fetch API. */
export async function sendFetchResponse(reply: FastifyReply, response: Response): Promise<FastifyReply> {
  reply.code(response.status);
  response.headers.forEach((value, name) => {
    if (name !== 'set-cookie') reply.header(name, value);
  });
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) reply.header('set-cookie', cookies);
  return reply.send(response.body ? Buffer.from(await response.arrayBuffer()) : null);
}
