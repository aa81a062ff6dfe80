export { GraphCanvas } from './graph-canvas';
export { insideId, readFlowId } from './model/flow-types';
export type { CanvasFocus } from './view/canvas-view';
