// The sources run as they are; a new thread has to be told how to read them.
import { setPriority } from 'node:os';
import { register } from 'tsx/esm/api';

// On Linux this is the priority of this thread alone: the one that answers requests goes first.
if (process.platform === 'linux') setPriority(0, 15);
register();
const { runCompileTask } = await import('./compile-task.ts');

export { runCompileTask };
