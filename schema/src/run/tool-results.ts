import { errorCodes } from '../errors';

/**
 * What a model is told when one of its calls is answered at once, without being carried out; the code stands in the
 * transcript and in `agent.tool_result`. A tool that is carried out and fails has a code of `errorCodes`.
 */
export const toolResultCodes = {
  UNKNOWN_TOOL: 'The agent has no tool of this name.',
  INVALID_ARGUMENTS: 'The arguments are not JSON, or not what the tool takes.',
  REPEATED_CALL: 'This very call was made twice before, with the same arguments.',
  TOO_MANY_CALLS: 'Only so many calls of one turn are carried out; this one came after them.',
  EDGE_NOT_ALLOWED: errorCodes.EDGE_NOT_ALLOWED,
  DEPTH_LIMIT: errorCodes.DEPTH_LIMIT,
  BUDGET_EXCEEDED: 'The squad has sent all the messages of its budget.',
} as const;

export type ToolResultCode = keyof typeof toolResultCodes;
