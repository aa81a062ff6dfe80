import { isJsonObject, type Json, type JsonObject } from '@muster/schema';
import type OpenAI from 'openai';
import type { ModelMessage, ModelRequest } from '../model-provider';

type ChatMessage = OpenAI.Chat.Completions.ChatCompletionMessageParam;
type ChatBody = OpenAI.Chat.Completions.ChatCompletionCreateParamsNonStreaming;

function toChatMessage(message: ModelMessage): ChatMessage {
  switch (message.role) {
    case 'system':
    case 'user':
      return { role: message.role, content: message.text };
    case 'tool':
      return { role: 'tool', tool_call_id: message.callId, content: message.text };
    case 'assistant':
      return {
        role: 'assistant',
        content: message.text === '' && message.toolCalls.length > 0 ? null : message.text,
        ...(message.toolCalls.length === 0
          ? {}
          : {
              tool_calls: message.toolCalls.map((call) => ({
                id: call.id,
                type: 'function' as const,
                function: { name: call.name, arguments: call.argumentsText },
              })),
            }),
      };
  }
}

/** True when the schema is of the kind OpenAI can enforce: closed objects in which every property is required. */
export function isStrictSchema(schema: Json): boolean {
  if (Array.isArray(schema)) return schema.every(isStrictSchema);
  if (!isJsonObject(schema)) return true;
  if (isJsonObject(schema.properties)) {
    const required = Array.isArray(schema.required) ? schema.required : [];
    if (schema.additionalProperties !== false) return false;
    if (!Object.keys(schema.properties).every((key) => required.includes(key))) return false;
    if (!Object.values(schema.properties).every(isStrictSchema)) return false;
  } else if (schema.type === 'object') return false;
  return ['items', 'anyOf', '$defs'].every((key) => schema[key] === undefined || isStrictSchema(schema[key]));
}

const responseFormat = (schema: JsonObject): NonNullable<ChatBody['response_format']> => ({
  type: 'json_schema',
  json_schema: { name: 'answer', schema, strict: schema.type === 'object' && isStrictSchema(schema) },
});

/** The body of a chat completion, without the streaming options. */
export function toChatBody(request: ModelRequest): ChatBody {
  const tools = request.tools ?? [];
  return {
    model: request.model,
    messages: request.messages.map(toChatMessage),
    ...(tools.length === 0
      ? {}
      : {
          tools: tools.map((tool) => ({ type: 'function' as const, function: { ...tool } })),
          tool_choice: request.toolChoice ?? ('auto' as const),
        }),
    ...(request.outputSchema ? { response_format: responseFormat(request.outputSchema) } : {}),
    ...(request.maxOutputTokens ? { max_completion_tokens: request.maxOutputTokens } : {}),
  };
}
