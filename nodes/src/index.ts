export { type ComparisonOperator, type Condition, comparisonOperators } from '@muster/schema';
export { catalogue, findNode } from './catalogue';
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
export type { AgentSpec, Budget, Operation } from './kit/operation';
export { literalKeys, manifestOf, portsOf } from './manifest';
