export { createApiClient } from './client';
export { type ConnectionState, useConnection } from './connection';
export { describeError, type Trouble } from './errors';
export { subscribeResuming } from './resume';
export { socket } from './socket';
