import type {
  EffectKind,
  Json,
  JsonObject,
  OutputShape,
  PortsManifest,
  Summary,
  Usage,
  WorkflowKind,
} from '@muster/schema';
import type { z } from 'zod';
import type { Operation } from '../operations/table';
import type { ConfigField } from './fields';

/** A call to a model by a node that is not an agent (one call, one durable step). */
export interface ModelCall {
  /** Empty or absent: the default of `tier`. */
  model?: string | undefined;
  tier?: 'strong' | 'standard' | 'fast';
  system: string;
  prompt: string;
  /** When given, `data` of the answer follows this JSON Schema. */
  outputSchema?: JsonObject;
}
export interface ModelAnswer {
  text: string;
  data: Json;
  usage: Usage;
  model: string;
}

/** Everything a node may do to the world goes through here. */
export interface NodeContext {
  runId: string;
  nodeId: string;
  iteration: string;
  /** 1 for the first attempt. */
  attempt: number;
  /** `runId:nodeId:iteration`, the same on every attempt. */
  idempotencyKey: string;
  /** Aborts when the run is cancelled or the node's time is up. */
  signal: AbortSignal;
  generate(call: ModelCall): Promise<ModelAnswer>;
}

export interface NodeResult {
  output: Json;
  /** Port to emit on; `out` when absent. */
  port?: string;
  usage?: Usage;
}

/** A worked example: documentation and test in one. */
export interface NodeExample<Config> {
  title: string;
  config: Config;
  input: Json;
  /** Expected result, for pure nodes. */
  output?: Json;
  port?: string;
}

interface NodeBase<Schema extends z.ZodObject> {
  type: string;
  version: number;
  title: string;
  group: 'Start' | 'Flow' | 'Agents' | 'Data' | 'Squad';
  /** Markdown; first sentence is the tooltip. */
  doc: string;
  /** Picture in the palette and on the card: the `d` of an SVG path in a box of 16 × 16, or a name of `web/src/ui/glyph.tsx`. */
  glyph: string;
  kinds: WorkflowKind[];
  effects: EffectKind;
  config: Schema;
  defaults: z.input<Schema>;
  ports: PortsManifest;
  form: ConfigField<z.input<Schema>>[];
  /** Keys of the config that are not in the form, on purpose. */
  hidden?: (keyof z.input<Schema> & string)[];
  summary: Summary;
  /** What its output is known to hold; nothing when that is open. */
  output?: OutputShape[];
  examples: NodeExample<z.input<Schema>>[];
  /** From the config of version n (the key) to that of n + 1. */
  migrations?: Record<number, (config: JsonObject) => JsonObject>;
  /** Model calls one execution makes at worst, for the compile report. */
  modelCalls?: (config: z.output<Schema>) => {
    model: string | undefined;
    tier: 'strong' | 'standard' | 'fast';
    calls: number;
    tokens: number;
  };
}

export interface RunNode<Schema extends z.ZodObject = z.ZodObject> extends NodeBase<Schema> {
  run(args: { config: z.output<Schema>; input: Json; ctx: NodeContext }): Promise<NodeResult>;
  lower?: never;
}
export interface ControlNode<Schema extends z.ZodObject = z.ZodObject> extends NodeBase<Schema> {
  lower(config: z.output<Schema>): Operation;
  run?: never;
}
export type NodeDefinition<Schema extends z.ZodObject = z.ZodObject> = RunNode<Schema> | ControlNode<Schema>;

/** Declares a node; the type of `config` derives from its schema. */
export function defineNode<Schema extends z.ZodObject>(node: NodeDefinition<Schema>): NodeDefinition {
  return node as unknown as NodeDefinition;
}
