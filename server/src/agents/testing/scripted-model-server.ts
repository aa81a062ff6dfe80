import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createCallLog, type RecordedCall } from './call-log';
import { toBody, toChunks, toCompletion } from './completion';
import { createGates } from './gates';
import { type ChatRequest, chatRequest, fits, type ParsedRule, type ScriptRule, scriptRule } from './script';

export type { RecordedCall } from './call-log';
export type { ScriptRule } from './script';

/**
 * An OpenAI-compatible server on 127.0.0.1 that answers by a script: `POST /v1/chat/completions` (streamed or not),
 * `POST /v1/embeddings`, `GET /v1/models`. From another process it is steered by `POST /__script` (an array of rules that
 * replaces the script), `POST /__release` (`{ "hold": name }`), `POST /__reset`, and read by `GET /__calls`
 * (`{ calls, paidTwice }`).
 */
export interface ScriptedModelServer {
  /** For `OPENAI_BASE_URL`: ends in `/v1`. */
  url: string;
  port: number;
  calls: readonly RecordedCall[];
  count(key?: string): number;
  paidTwice(): string[];
  until(holds: (calls: readonly RecordedCall[]) => boolean): Promise<void>;
  /** Replaces the script. */
  script(rules: ScriptRule[]): void;
  release(hold: string): void;
  /** Forgets calls, script, barriers and holds. */
  reset(): void;
  close(): Promise<void>;
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString('utf8');
  return text === '' ? {} : JSON.parse(text);
}

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  if (response.destroyed) return;
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

const errorBody = (message: string, code: string | null = null) => ({
  error: { message, type: 'scripted', code, param: null },
});

/** Starts the server; `port` 0 takes a free one. */
export async function startScriptedModelServer(
  options: { port?: number; rules?: ScriptRule[] } = {},
): Promise<ScriptedModelServer> {
  const log = createCallLog();
  const gates = createGates();
  let rules: ParsedRule[] = [];
  let used = new Map<ParsedRule, number>();
  const script = (next: ScriptRule[]) => {
    rules = next.map((rule) => scriptRule.parse(rule));
    used = new Map();
  };
  script(options.rules ?? []);

  function take(request: ChatRequest): ParsedRule | undefined {
    const rule = rules.find((one) => fits(one, request) && (used.get(one) ?? 0) < (one.times ?? Number.MAX_VALUE));
    if (rule) used.set(rule, (used.get(rule) ?? 0) + 1);
    return rule;
  }

  async function answerStream(rule: ParsedRule, request: ChatRequest, call: RecordedCall, response: ServerResponse) {
    const chunks = toChunks(request, toCompletion(request, rule.reply, call.number), rule.reply.pieceLength);
    const cut = rule.fault && 'cutAfter' in rule.fault ? rule.fault : null;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const [index, chunk] of chunks.entries()) {
      if (cut && index >= cut.cutAfter) {
        if (cut.clean) response.end();
        else response.destroy();
        return log.settle(call, 'failed');
      }
      if (response.destroyed) return log.settle(call, 'gone');
      response.write(`data: ${JSON.stringify(chunk)}\n\n`);
      // A cut must not overtake what was sent before it.
      if (cut || rule.reply.pieceDelayMs) await sleep(rule.reply.pieceDelayMs ?? 2);
    }
    response.end('data: [DONE]\n\n', () => log.settle(call, 'answered'));
  }

  async function chat(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = chatRequest.parse(await readBody(incoming));
    const rule = take(request);
    const call = log.add(request, rule?.key ?? 'unmatched', incoming.headers.authorization ?? '');
    response.on('close', () => log.settle(call, response.writableFinished ? 'answered' : 'gone'));
    if (!rule) return send(response, 400, errorBody('No rule of the script fits this request.', 'unmatched'));
    if (rule.barrier) await gates.barrier(rule.barrier.name, rule.barrier.parties);
    if (rule.hold !== undefined) await gates.hold(rule.hold);
    const { fault } = rule;
    if (fault && 'status' in fault) {
      log.settle(call, 'failed');
      const headers = fault.retryAfterSeconds === undefined ? {} : { 'retry-after': String(fault.retryAfterSeconds) };
      return send(response, fault.status, errorBody(fault.message ?? 'Scripted failure.', fault.code), headers);
    }
    if (fault && 'kind' in fault) {
      if (fault.kind === 'hang') return;
      log.settle(call, 'failed');
      response.writeHead(200, { 'content-type': request.stream ? 'text/event-stream' : 'application/json' });
      response.end(fault.kind === 'empty' ? '' : 'data: {"choices":[{"delta":{"content":"ha\n\n');
      return;
    }
    if (request.stream) return answerStream(rule, request, call, response);
    if (fault) {
      log.settle(call, 'failed');
      response.destroy();
      return;
    }
    send(response, 200, toBody(request, toCompletion(request, rule.reply, call.number)));
  }

  async function embeddings(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { input = [] } = (await readBody(incoming)) as { input?: string[] };
    const data = [input].flat().map((text, index) => ({ object: 'embedding', index, embedding: [text.length, 1, 0] }));
    send(response, 200, { object: 'list', model: 'scripted', data, usage: { prompt_tokens: 1, total_tokens: 1 } });
  }

  const reset = () => {
    gates.reset();
    log.clear();
    script([]);
  };

  async function route(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (incoming.url ?? '').split('?')[0];
    if (path === '/v1/chat/completions') return chat(incoming, response);
    if (path === '/v1/embeddings') return embeddings(incoming, response);
    if (path === '/v1/models') return send(response, 200, { object: 'list', data: [] });
    if (path === '/__calls') return send(response, 200, { calls: log.calls, paidTwice: log.paidTwice() });
    if (path === '/__script') script((await readBody(incoming)) as ScriptRule[]);
    else if (path === '/__release') gates.release(((await readBody(incoming)) as { hold: string }).hold);
    else if (path === '/__reset') reset();
    else return send(response, 404, errorBody('There is nothing here.'));
    send(response, 200, { ok: true });
  }

  const server = createServer((incoming, response) => {
    route(incoming, response).catch((error: unknown) => send(response, 500, errorBody(String(error))));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    port,
    calls: log.calls,
    count: log.count,
    paidTwice: log.paidTwice,
    until: log.until,
    script,
    release: gates.release,
    reset,
    close: () => {
      gates.releaseAll();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
