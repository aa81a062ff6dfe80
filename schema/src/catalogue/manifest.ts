import type { WorkflowKind } from '../graph/document';
import type { JsonObject } from '../json';

export const effectKinds = ['pure', 'read', 'write'] as const;
/** What a node does to the world: nothing, looks at it, or changes it. */
export type EffectKind = (typeof effectKinds)[number];

export interface Port {
  id: string;
  /** Shown beside the port where a side has more than one. */
  label: string;
  doc?: string;
}

/**
 * Ports as data, so that the editor can draw them without our code: resolve them with `resolvePorts`. Those in `in` and
 * `out` always exist; each entry of `fromConfig` adds one out port per element of the array at `path`: `prefix` + the
 * element's `idKey`.
 */
export interface PortsManifest {
  in: Port[];
  out: Port[];
  /** The node can fail, so it has a port `error` when its policy says `onError: "port"`. */
  canFail?: boolean;
  fromConfig?: { path: string; prefix: string; idKey: string; labelKey?: string }[];
}

/** One field of a node's form. `key` is a path into the config, dots between levels. */
export interface FormField {
  key: string;
  label: string;
  /** What stands in the field decides how it is edited. */
  control:
    | 'text' //       one line of plain text
    | 'number'
    | 'switch'
    | 'select' //     one of `options`
    | 'template' //   text with references in it
    | 'value' //      any config value: plain JSON, reference, template or expression
    | 'condition' //  comparison or expression that is true or false
    | 'schema' //     a JSON Schema
    | 'list' //       rows of `fields`
    | 'role' //       one of the roles
    | 'model' //      a model name, empty for the role's default
    | 'tools' //      a choice of tools
    | 'squad' //      a squad of the workspace, by workflow id
    | 'budget'; //    tokens and money
  help?: string;
  placeholder?: string;
  options?: { value: string; label: string }[];
  /** Columns of a `list`. */
  fields?: FormField[];
  /** Folded away under "More". */
  advanced?: boolean;
}

/**
 * A sentence about a configured node: text with places in it, the first entry whose places are all set. A place is
 * `{path.in.config}`, `{path[].key}` (of every element of a list), or either with a filter: `{role|role}` (title of a
 * role), `{condition.operator|operator}` (in words), `{schema.properties|keys}`. Made by `summarise`.
 */
export type Summary = string[];

/**
 * What is known of a node's output before it runs, so that pickers can offer its fields: fields it always has, the
 * `$input` it passes on, a JSON Schema or a value tree in its config at `key`. `under` is where in the output it stands.
 */
export type OutputShape =
  | { from: 'fields'; fields: string[] }
  | { from: 'input' }
  | { from: 'schema' | 'value'; key: string; under?: string };

/** What the `nodeTypes` query returns; everything the editor needs to draw and configure a node. */
export interface NodeTypeManifest {
  type: string;
  version: number;
  title: string;
  group: string;
  doc: string;
  effects: EffectKind;
  kinds: WorkflowKind[];
  configSchema: JsonObject;
  form: { fields: FormField[]; summary: Summary; defaults: JsonObject; glyph: string; output: OutputShape[] };
  ports: PortsManifest;
}
