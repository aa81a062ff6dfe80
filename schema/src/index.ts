export { fieldLabel } from './catalogue/field-label';
export {
  type EffectKind,
  effectKinds,
  type FormField,
  type NodeTypeManifest,
  type OutputShape,
  type Port,
  type PortsManifest,
  type Summary,
} from './catalogue/manifest';
export {
  costAt,
  defaultTierModels,
  findPrice,
  type ModelPrice,
  type ModelPrices,
  modelPriceList,
  modelPrices,
  priceOf,
  type TokenPrice,
  usageOfCall,
} from './catalogue/models';
export { type ResolvedPorts, resolvePorts, valueAt } from './catalogue/ports';
export {
  findRole,
  type ModelTier,
  modelTiers,
  type PatchShape,
  type Role,
  type RoleId,
  roleIds,
  roles,
} from './catalogue/roles';
export { summarise } from './catalogue/summarise';
export { type BuiltInTool, type BuiltInToolId, builtInToolIds, builtInTools } from './catalogue/tools';
export {
  authErrorCodes,
  type ErrorCode,
  errorCodes,
  invariant,
  OperationalError,
  type RequestErrorCode,
  requestErrorCodes,
  UnexpectedError,
  UserError,
} from './errors';
export {
  type ComparisonOperator,
  type Condition,
  comparison,
  comparisonOperators,
  condition,
  operatorWords,
  unaryOperators,
} from './graph/condition';
export type { Diagnostic } from './graph/diagnostic';
export { type DiagnosticCode, diagnosticCodes, type Severity, severities } from './graph/diagnostic-codes';
export {
  CURRENT_SCHEMA_VERSION,
  edgeIdPattern,
  type GraphDocument,
  type GraphEdge,
  type GraphNode,
  type GraphView,
  graphDocument,
  graphEdge,
  graphLimits,
  graphNode,
  graphView,
  isTriggerType,
  MANUAL_TRIGGER,
  type NodePolicy,
  nodeIdPattern,
  nodePolicy,
  type RetryPolicy,
  retryPolicy,
  type WorkflowKind,
  workflowKinds,
} from './graph/document';
export { type GraphError, type GraphReading, readGraph } from './graph/read-graph';
export type { CompileReport } from './graph/report';
export {
  type ConfigValue,
  type Expression,
  expression,
  isDynamic,
  isExpression,
  isReference,
  isTemplate,
  type Reference,
  type ReferenceRoot,
  reference,
  referenceRoots,
  type Template,
  template,
} from './graph/value';
export {
  type Branded,
  type MessageId,
  type NodeRunId,
  newId,
  type RunId,
  type UserId,
  type VersionId,
  type WorkflowId,
  type WorkspaceId,
} from './ids';
export { isJsonObject, type Json, type JsonObject, json } from './json';
export { checkJsonValue, type JsonCheck, type JsonLimits, type JsonProblem } from './json-check';
export { MAX_EXPRESSIONS_PER_NODE, MAX_PAGE_SIZE, MAX_PAYLOAD_BYTES } from './limits';
export { isReservedName } from './reserved';
export { type Actor, type ActorKind, actor, actorKinds } from './run/actor';
export { backoff, retryDelayMs } from './run/backoff';
export {
  type EdgeKind,
  edgeKinds,
  isRunEvent,
  type MessagePart,
  messagePart,
  type NewRunEvent,
  type RunEvent,
  type RunEventData,
  type RunEventType,
  runEventData,
  runEventTypes,
} from './run/events';
export {
  childIteration,
  compareIterations,
  descendantPrefix,
  type Iteration,
  inIteration,
  isWithinIteration,
  iterationDepth,
  iterationLineage,
  outerIteration,
  outermostNode,
  rootIteration,
} from './run/iteration';
export {
  expandSnapshot,
  fromUsageTuple,
  MAX_SNAPSHOT_NODE_RUNS,
  packNodeRuns,
  type RunSnapshot,
  runSnapshot,
  type SnapshotRow,
  toUsageTuple,
} from './run/snapshot';
export {
  addUsage,
  isFinal,
  isNodeRunFinal,
  type NodeRunStatus,
  nodeRunStatuses,
  noUsage,
  type RunFailure,
  type RunStatus,
  runStatuses,
  type Usage,
} from './run/status';
export { type RunEventSummary, runEventSummaryData, summarizeEvent, valueOfEvent } from './run/summaries';
export { type ToolResultCode, toolResultCodes } from './run/tool-results';
export { readStored, readStoredFailure, runPins } from './stored';
export { describeProblems, showPath, type ValueProblem } from './zod-sentences';
