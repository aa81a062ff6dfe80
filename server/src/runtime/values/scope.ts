import type { Json, JsonObject } from '@muster/schema';

/** What a config value may refer to. `nodes` holds the outputs of nodes upstream that ran, by id. */
export interface Scope {
  /** `$input` of the node. */
  input: Json;
  /** Output of the trigger: the run's input. */
  trigger: Json;
  nodes: ReadonlyMap<string, Json>;
  /** Only inside containers; else null. */
  item: Json;
  index: Json;
  /** `{ id, workflowId, versionId }`. */
  run: JsonObject;
}
