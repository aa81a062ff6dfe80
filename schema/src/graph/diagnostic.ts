import type { DiagnosticCode, Severity } from './diagnostic-codes';

/** One finding of the compiler; everything a person needs to mend it. */
export interface Diagnostic {
  /** Stable, such as `REF_NOT_UPSTREAM`; listed in `docs/reference/diagnostics.md`. */
  code: DiagnosticCode;
  severity: Severity;
  nodeIds: string[];
  edgeIds: string[];
  message: string;
  /** What to do about it, in one sentence. */
  fix?: string;
  /** Where in the node's config, outermost first. */
  configPath?: string[];
}
