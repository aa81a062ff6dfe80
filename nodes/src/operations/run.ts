import { defineOperation } from './define-operation';

/** Calls the `run` function of the node's type. */
export const runOperation = defineOperation({
  kind: 'run',
  shape: {},
  facts: () => ({ fuse: 'anywhere' }),
});
