export { insideId, readFlowId } from './flow-types';
export { GraphCanvas } from './graph-canvas';
export type { CanvasFocus } from './view/canvas-view';
