/** What a published graph costs and touches at worst; stored with the version and shown before publishing. */
export interface CompileReport {
  nodes: number;
  edges: number;
  /**
   * Durable steps against the limit Inngest has for one run of a function. Agents and members of a squad have functions of
   * their own: `expected` is of the main function, `worstCase` of the one that can take most, and `worstNodeId` its node
   * (null: the main function).
   */
  steps: { expected: number; worstCase: number; worstNodeId: string | null; limit: number };
  /** Most nodes that can run at the same time. */
  widestLevel: number;
  /** Nodes on the longest path. */
  longestPath: number;
  /** Longest time the run can wait for something outside, in seconds. */
  longestWaitSeconds: number;
  models: {
    nodeId: string;
    model: string;
    worstCaseCalls: number;
    worstCaseTokens: number;
    worstCaseCostUsd: number | null;
  }[];
  worstCaseModelCalls: number;
  worstCaseTokens: number;
  /** Null when a model has no known price. */
  worstCaseCostUsd: number | null;
  /** External systems and secrets a node touches. */
  touches: { nodeId: string; system: string }[];
  unreachableNodeIds: string[];
  /** Nodes of which a newer version exists; absent in reports from before there was one. */
  olderVersions?: { nodeId: string; type: string; version: number; newest: number }[];
  /** Groups of node ids that run together as one durable step. */
  fused: string[][];
  squads: { nodeId: string; workflowId: string; versionId: string | null; members: number }[];
}
