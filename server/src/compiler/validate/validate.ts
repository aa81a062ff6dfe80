import type { Diagnostic } from '@muster/schema';
import type { CompileEnv } from '../env';
import { asValid, type DraftGraph, type DraftNode, type Graph, type ValidNode } from '../graph';
import type { Rule } from './rule';
import { config } from './rules/config';
import { containers } from './rules/containers';
import { cycles } from './rules/cycles';
import { delegationLoops } from './rules/delegation-loops';
import { earlyReferences } from './rules/early-references';
import { edgeDuplicates } from './rules/edge-duplicates';
import { edgeEnds } from './rules/edge-ends';
import { edgeIds } from './rules/edge-ids';
import { edgePorts } from './rules/edge-ports';
import { edgeSelf } from './rules/edge-self';
import { expressionCount } from './rules/expression-count';
import { expressions } from './rules/expressions';
import { jsonSchemas } from './rules/json-schemas';
import { neverTaken } from './rules/never-taken';
import { nodeIds } from './rules/node-ids';
import { nodeKinds } from './rules/node-kinds';
import { nodeTypes } from './rules/node-types';
import { operations } from './rules/operations';
import { policies } from './rules/policies';
import { references } from './rules/references';
import { roles } from './rules/roles';
import { secrets } from './rules/secrets';
import { squadLead } from './rules/squad-lead';
import { squadReach } from './rules/squad-reach';
import { tools } from './rules/tools';
import { triggers } from './rules/triggers';
import { unreachable } from './rules/unreachable';
import { unusedPorts } from './rules/unused-ports';
import { values } from './rules/values';

/** Every rule there is. Each stands alone, so their order does not matter. */
const rules: readonly Rule[] = [
  nodeIds,
  edgeIds,
  nodeTypes,
  nodeKinds,
  containers,
  config,
  jsonSchemas,
  roles,
  tools,
  edgeEnds,
  edgePorts,
  edgeDuplicates,
  edgeSelf,
  cycles,
  triggers,
  unreachable,
  neverTaken,
  unusedPorts,
  values,
  references,
  expressions,
  expressionCount,
  earlyReferences,
  secrets,
  policies,
  squadLead,
  squadReach,
  delegationLoops,
  operations,
];

const isValid = (node: DraftNode): node is ValidNode =>
  node.definition !== null && node.config !== null && node.ports !== null && node.operation !== null;

export interface Validation {
  diagnostics: Diagnostic[];
  /** Null when there is an error among the diagnostics. */
  graph: Graph | null;
}

/** Applies every rule. A graph without errors becomes a valid one, which is what the later phases accept. */
export function validate(draft: DraftGraph, env: CompileEnv): Validation {
  const diagnostics = rules.flatMap((rule) => rule(draft, env));
  if (diagnostics.some(({ severity }) => severity === 'error')) return { diagnostics, graph: null };
  const nodes = new Map([...draft.nodes.values()].filter(isValid).map((node) => [node.id, node]));
  return {
    diagnostics,
    graph: asValid({ kind: draft.kind, nodes, edges: draft.edges, topology: draft.topology }),
  };
}
