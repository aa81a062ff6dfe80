import type { WorkspaceId } from '@muster/schema';
import { type CompileAnswer, type CompileTask, runCompileTask } from './compile-task';

/** Where graphs are compiled: in threads of their own, or on the spot. */
export interface GraphCompiler {
  /**
   * @param workspaceId who asks; workspaces take turns
   * @throws OperationalError `RATE_LIMITED` when too many graphs of the workspace wait already
   * @throws UserError `COMPILE_TIMEOUT`
   */
  compile(workspaceId: WorkspaceId, task: CompileTask): Promise<CompileAnswer>;
  close(): Promise<void>;
}

/** Compiles on the spot: for graphs of ours, such as the examples, and for tests. Never for a request's. */
export const inlineCompiler: GraphCompiler = {
  compile: async (_workspaceId, task) => runCompileTask(task),
  close: async () => undefined,
};
