import type { Json } from '@muster/schema';

/** What a config value may refer to. */
export interface Scope {
  /** `$input` of the node. */
  input: Json;
  /** The run's input, which every trigger emits. */
  trigger: Json;
  /** Outputs of nodes upstream that ran, by id; own properties only. */
  nodes: Record<string, Json>;
  /** `{ id, workflowId, versionId }`. */
  run: Json;
  /** Only inside containers. */
  item?: Json;
  index?: Json;
}
