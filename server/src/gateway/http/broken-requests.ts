import type { Socket } from 'node:net';
import { errorBody } from './answer-errors';

/** What Node's parser refuses before there is a request. */
const refusals: Readonly<Record<string, { status: string; message: string }>> = {
  HPE_HEADER_OVERFLOW: { status: '431 Request Header Fields Too Large', message: 'The headers are too large.' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: '408 Request Timeout', message: 'The request did not arrive in time.' },
};
const notHttp = { status: '400 Bad Request', message: 'The request is not well-formed HTTP.' };

/** Answers what is not HTTP in the same form as every other refusal, and closes the connection. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return void socket.destroy();
  const { status, message } = refusals[error.code ?? ''] ?? notHttp;
  const body = JSON.stringify(errorBody(message, 'INVALID_INPUT'));
  if (!socket.writable) return void socket.destroy();
  socket.end(
    `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
    () => socket.destroy(),
  );
}
