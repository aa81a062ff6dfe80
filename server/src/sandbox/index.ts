/** Untrusted work in child processes: what the rest of the server may use. */
export { createSandboxPool, type SandboxPool, type SandboxPoolOptions, type SandboxTask } from './sandbox-pool';
export type { SandboxOutcome } from './sandbox-process';
