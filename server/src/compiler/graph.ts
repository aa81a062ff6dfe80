import type { NodeDefinition, Operation } from '@muster/nodes';
import type {
  GraphEdge,
  GraphNode,
  JsonObject,
  NodePolicy,
  ResolvedPorts,
  ValueProblem,
  WorkflowKind,
} from '@muster/schema';
import type { ValueUse } from './resolve/value-uses';

declare const stage: unique symbol;

/** A node of a graph under examination: what could be found out about it, null where something is wrong. */
export interface DraftNode {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly typeVersion: number;
  readonly parentId: string | null;
  /** The config as drawn, migrated to the current version of the node type. */
  readonly drawnConfig: JsonObject;
  readonly policy: NodePolicy;
  /** Null for a type, or a version of it, that is not in the catalogue. */
  readonly definition: NodeDefinition | null;
  /** Parsed by the definition, defaults filled in; null when it does not parse. */
  readonly config: JsonObject | null;
  readonly configProblems: readonly ValueProblem[];
  /** Null when the type is unknown. */
  readonly ports: ResolvedPorts | null;
  /** What the node becomes; null when type or config are not right. */
  readonly operation: Operation | null;
  /** Every dynamic value in the config, with its place. */
  readonly uses: readonly ValueUse[];
  /** Edges whose both ends exist. */
  readonly incoming: readonly GraphEdge[];
  readonly outgoing: readonly GraphEdge[];
}

/** Order and circles among the nodes. */
export interface Topology {
  /** Sources before targets, by level and then by id. Nodes on or behind a circle are missing. */
  readonly order: readonly string[];
  /** Longest distance from a node without incoming edges. */
  readonly levels: ReadonlyMap<string, number>;
  /** Each group of nodes that lead to one another; a node with an edge to itself is not one. */
  readonly circles: readonly (readonly string[])[];
}

/** The graph between `resolve` and `validate`: complete as far as possible, perhaps wrong. */
export interface DraftGraph {
  readonly [stage]: 'draft';
  readonly kind: WorkflowKind;
  /** The first node of each id. */
  readonly nodes: ReadonlyMap<string, DraftNode>;
  /** All as drawn, in a stable order; duplicates and dangling edges too. */
  readonly drawnNodes: readonly GraphNode[];
  readonly drawnEdges: readonly GraphEdge[];
  /** Edges whose both ends exist, without those from a node to itself. */
  readonly edges: readonly GraphEdge[];
  readonly topology: Topology;
  /** Is there a way from `source` to `target`? False for nodes on or behind a circle. */
  leadsTo(source: string, target: string): boolean;
}

/** A node of a graph that has passed every rule. */
export interface ValidNode extends DraftNode {
  readonly definition: NodeDefinition;
  readonly config: JsonObject;
  readonly ports: ResolvedPorts;
  readonly operation: Operation;
}

/** A graph without errors. Only `validate` makes one, and only from this can a plan be made. */
export interface Graph {
  readonly [stage]: 'valid';
  readonly kind: WorkflowKind;
  readonly nodes: ReadonlyMap<string, ValidNode>;
  readonly edges: readonly GraphEdge[];
  readonly topology: Topology;
}

/** Marks a value as having passed a stage. For `resolve` and `validate` only. */
export function asDraft(graph: Omit<DraftGraph, typeof stage>): DraftGraph {
  return graph as DraftGraph;
}
export function asValid(graph: Omit<Graph, typeof stage>): Graph {
  return graph as Graph;
}
