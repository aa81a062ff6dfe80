export { type ComparisonOperator, type Condition, comparisonOperators } from '@muster/schema';
export { catalogue } from './catalogue';
export {
  type ControlNode,
  defineNode,
  type ModelAnswer,
  type ModelCall,
  type NodeContext,
  type NodeDefinition,
  type NodeExample,
  type NodeResult,
  type RunNode,
} from './kit/define-node';
export { CALLS_PER_TURN, defaultSquadBudget, type ModelCallBound } from './kit/model-calls';
export { createNodeCatalogue, type NodeCatalogue } from './kit/node-catalogue';
export { resolvedConfigSchema } from './kit/resolved-config';
export { literalKeys, manifestOf, portsOf } from './manifest';
export type { AgentSpec, Budget } from './operations/agent-spec';
export {
  checkOperation,
  entryOf,
  factsOf,
  kindOf,
  type Operation,
  type OperationKind,
  type OperationOf,
  operation,
  withName,
} from './operations/table';
