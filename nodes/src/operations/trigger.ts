import { jsonObject } from './agent-spec';
import { defineOperation } from './define-operation';

/** Starts the run and emits the run's input. */
export const triggerOperation = defineOperation({
  kind: 'trigger',
  shape: { inputSchema: jsonObject.nullable() },
  facts: () => ({ fuse: 'anywhere', isStart: true }),
});
