import { requireViewer, type Viewer } from '../../shared/viewer';

/** What this installation runs on; found out once at start by the composition root. */
export interface SystemFacts {
  engine: 'embedded' | 'inngest' | 'simulated';
  models: { strong: string; standard: string; fast: string };
  /** True when the tiers are served by the offline demonstration model. */
  demonstration: boolean;
  /** What to set for real models, one sentence each; empty when nothing is missing. */
  missing: string[];
}

/** Tells signed-in people what the installation runs on. No secrets in it. */
export function createSystemService(facts: SystemFacts) {
  return {
    facts(viewer: Viewer | null): SystemFacts {
      requireViewer(viewer);
      return facts;
    },
  };
}
export type SystemService = ReturnType<typeof createSystemService>;
