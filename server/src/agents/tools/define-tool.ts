import type { Json, JsonObject } from '@muster/schema';
import { z } from 'zod';

export interface ToolContext {
  signal: AbortSignal;
  now: () => Date;
  /** One JSONata expression without access to anything, sandboxed and bounded. */
  evaluate(expression: string): Promise<Json>;
}

/** A tool an agent may call. `run` throws UserError for what the model should read and can mend. */
export interface AgentTool {
  name: string;
  description: string;
  parameters: JsonObject;
  /** The arguments, checked; or what is wrong with them, for the model to read. */
  parse(args: Json): { ok: true; args: Json } | { ok: false; problem: string };
  run(args: Json, context: ToolContext): Promise<Json>;
}

/** Declares a tool; the type of its arguments derives from the schema. */
export function defineTool<Schema extends z.ZodObject>(tool: {
  name: string;
  description: string;
  args: Schema;
  run(args: z.output<Schema>, context: ToolContext): Promise<Json>;
}): AgentTool {
  const { $schema: _, ...parameters } = z.toJSONSchema(tool.args, { io: 'input' });
  return {
    name: tool.name,
    description: tool.description,
    parameters: parameters as JsonObject,
    parse(args) {
      const parsed = tool.args.safeParse(args);
      return parsed.success
        ? { ok: true, args: parsed.data as Json }
        : { ok: false, problem: z.prettifyError(parsed.error) };
    },
    run: (args, context) => tool.run(args as z.output<Schema>, context),
  };
}
