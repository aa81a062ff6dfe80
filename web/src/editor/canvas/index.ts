export { insideId, readFlowId } from './flow-types';
export { CanvasInside, GraphCanvas, type GraphCanvasProps } from './graph-canvas';
export {
  type EdgeRunState,
  edgeStatesOf,
  type NodeRunState,
  type RunState,
  type SquadRunState,
} from './run-state';
export { costWords, durationWords } from './words';
