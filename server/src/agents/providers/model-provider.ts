import type { JsonObject } from '@muster/schema';

/** A call of a tool as the model wrote it; `argumentsText` is not yet known to be JSON. */
export interface ToolCall {
  id: string;
  name: string;
  argumentsText: string;
}

export type ModelMessage =
  | { role: 'system'; text: string }
  | { role: 'user'; text: string }
  | { role: 'assistant'; text: string; toolCalls: ToolCall[] }
  | { role: 'tool'; callId: string; name: string; text: string };

export interface ToolDefinition {
  /** `[A-Za-z0-9_-]{1,64}`. */
  name: string;
  description: string;
  /** JSON Schema of an object. */
  parameters: JsonObject;
}

export interface ModelRequest {
  model: string;
  messages: ModelMessage[];
  tools?: ToolDefinition[] | undefined;
  /** `none`: the tools are known, but must not be called now. */
  toolChoice?: 'auto' | 'none' | undefined;
  /** The answer's text is JSON that follows this JSON Schema, as well as the model can. */
  outputSchema?: JsonObject | undefined;
  maxOutputTokens?: number | undefined;
  signal: AbortSignal;
}

export interface TokenUsage {
  inputTokens: number;
  outputTokens: number;
}

export interface ModelReply {
  text: string;
  toolCalls: ToolCall[];
  /** `length`: cut off at the provider's limit of output. A refusal is an error, not a reply. */
  finishReason: 'stop' | 'tool-calls' | 'length';
  usage: TokenUsage;
}

/** A piece of a streamed reply; the last piece is the whole reply. */
export type ModelDelta = { kind: 'text'; text: string } | { kind: 'reply'; reply: ModelReply };

/**
 * A model provider. Every method throws UserError (MODEL_REFUSED, MODEL_NOT_CONFIGURED: trying again is of no use) or
 * OperationalError (MODEL_UNAVAILABLE, perhaps with `retryAfterMs`), whose words hold no key and no header; when
 * `signal` aborts it rejects with `signal.reason`. None retries: retries are the caller's.
 */
export interface ModelProvider {
  readonly name: string;
  /** True when its words are made up to show how things work. */
  readonly demonstration: boolean;
  generate(request: ModelRequest): Promise<ModelReply>;
  stream(request: ModelRequest): AsyncIterable<ModelDelta>;
  embed(request: { model: string; texts: string[]; signal: AbortSignal }): Promise<{
    vectors: number[][];
    usage: TokenUsage;
  }>;
}
