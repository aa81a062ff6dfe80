// The sources run as they are; a new thread has to be told how to read them.
import { register } from 'tsx/esm/api';

register();
const { runCompileTask } = await import('./compile-task.ts');

export { runCompileTask };
