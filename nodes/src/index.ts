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
export {
  type AgentSpec,
  type Budget,
  type ComparisonOperator,
  type Condition,
  comparisonOperators,
  type Operation,
} from './kit/operation';
