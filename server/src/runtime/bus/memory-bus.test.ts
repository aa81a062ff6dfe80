import { describeEventBus } from './event-bus.suite';
import { createMemoryBus } from './memory-bus';

describeEventBus('memory', async () => {
  const bus = createMemoryBus();
  return { near: bus, far: bus, close: () => bus.close() };
});
