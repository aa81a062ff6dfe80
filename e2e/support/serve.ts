import { startStack } from './stack';

// A stack to point journeys at while they are written: `npx tsx e2e/support/serve.ts`, then set what it prints.
const stack = await startStack();
process.stdout.write(`MUSTER_E2E_URL=${stack.origin} MUSTER_E2E_DATA=${stack.data}\n`);
void stack.ended.then(() => process.stdout.write(stack.output()));
const stop = (): void => void stack.stop().then(() => process.exit());
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
