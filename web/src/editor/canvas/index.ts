export { insideId, readFlowId } from './flow-types';
export { GraphCanvas } from './graph-canvas';
