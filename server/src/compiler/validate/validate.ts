import type { Diagnostic } from '@muster/schema';
import type { CompileEnv } from '../env';
import { asValid, type DraftGraph, type DraftNode, type Graph, type ValidNode } from '../graph';
import { edgeDuplicates } from './rules/edges/edge-duplicates';
import { edgeEnds } from './rules/edges/edge-ends';
import { edgeIds } from './rules/edges/edge-ids';
import { edgePorts } from './rules/edges/edge-ports';
import { edgeSelf } from './rules/edges/edge-self';
import { cycles } from './rules/flow/cycles';
import { neverTaken } from './rules/flow/never-taken';
import { triggers } from './rules/flow/triggers';
import { unreachable } from './rules/flow/unreachable';
import { unusedPorts } from './rules/flow/unused-ports';
import { config } from './rules/nodes/config';
import { containers } from './rules/nodes/containers';
import { jsonSchemas } from './rules/nodes/json-schemas';
import { nodeIds } from './rules/nodes/node-ids';
import { nodeKinds } from './rules/nodes/node-kinds';
import { nodeTypes } from './rules/nodes/node-types';
import { operations } from './rules/nodes/operations';
import { policies } from './rules/nodes/policies';
import { roles } from './rules/nodes/roles';
import { secrets } from './rules/nodes/secrets';
import { tools } from './rules/nodes/tools';
import type { Rule } from './rules/rule';
import { delegationLoops } from './rules/squads/delegation-loops';
import { squadLead } from './rules/squads/squad-lead';
import { squadReach } from './rules/squads/squad-reach';
import { earlyReferences } from './rules/values/early-references';
import { expressionCount } from './rules/values/expression-count';
import { expressions } from './rules/values/expressions';
import { references } from './rules/values/references';
import { values } from './rules/values/values';

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
