import { catalogue, type NodeCatalogue } from '@muster/nodes';
import type { CompileReport, ModelPrices, ModelTier } from '@muster/schema';

/** What the service looked up about a squad that a pipeline hands tasks to. */
export interface SquadInfo {
  name: string;
  /** Null while the squad has no published version. */
  versionId: string | null;
  members: number;
  /** Of the published version's report, for the worst case of the whole. */
  report?: Pick<CompileReport, 'worstCaseModelCalls' | 'worstCaseTokens' | 'worstCaseCostUsd'>;
}

/** Everything the compiler needs to know of the world. It looks nothing up itself. */
export interface CompileEnv {
  /** Squads of the workspace by workflow id; only those the graph names need be there. */
  squads: ReadonlyMap<string, SquadInfo>;
  /** The model a tier stands for at present; absent: the defaults of `@muster/schema`. */
  modelFor?: (tier: ModelTier) => string;
  /** Prices of models besides those of `@muster/schema`. */
  prices?: ModelPrices;
  /** Durable steps a run may take where it will run; absent: no limit, and Inngest's is a warning. */
  maxSteps?: number;
  /** Node types to compile with; absent: all that this server ships. */
  catalogue?: NodeCatalogue;
  /** False: every node is a step of its own. For measuring. */
  fuse?: boolean;
}

export const catalogueOf = (env: Pick<CompileEnv, 'catalogue'>): NodeCatalogue => env.catalogue ?? catalogue;

export const emptyEnv: CompileEnv = { squads: new Map() };
