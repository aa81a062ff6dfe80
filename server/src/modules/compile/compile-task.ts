import {
  type Diagnostic,
  type GraphError,
  type ModelPrices,
  type ModelTier,
  readGraph,
  type WorkflowKind,
} from '@muster/schema';
import type { CompileEnv, SquadInfo } from '../../compiler/env';
import { compile, compileDocument } from '../../compiler/pipeline';

/** What there is to compile, as data that can go to another thread. */
export interface CompileTask {
  /** The graph as JSON text. */
  graph: string;
  squads: ReadonlyMap<string, SquadInfo>;
  models: Readonly<Record<ModelTier, string>> | null;
  maxSteps: number | null;
  prices: ModelPrices;
}

/** A compiled graph. What may be large is JSON text, to be stored or sent on as it is. */
export interface CompiledTexts {
  hash: string;
  plan: string;
  functions: string;
  report: string;
}

export interface CompileAnswer {
  /** The document as it was understood, to be stored; null when it could not be read. */
  document: { kind: WorkflowKind; text: string } | null;
  /** Why it could not be read, with places; empty when it could. */
  unreadable: GraphError[];
  /** Everything the compiler has to say, errors first. */
  diagnostics: Diagnostic[];
  /** Null when one of the diagnostics is an error. */
  compiled: CompiledTexts | null;
}

/** Reads and compiles one graph: the work of a compile thread. Pure. */
export function runCompileTask({ graph, squads, models, maxSteps, prices }: CompileTask): CompileAnswer {
  const env: CompileEnv = {
    squads,
    prices,
    ...(models ? { modelFor: (tier) => models[tier] } : {}),
    ...(maxSteps === null ? {} : { maxSteps }),
  };
  const reading = readGraph(graph);
  if (!reading.ok) {
    const { diagnostics } = compile(graph, env);
    return { document: null, unreadable: reading.errors, diagnostics, compiled: null };
  }
  const { diagnostics, compiled } = compileDocument(reading.document, env);
  return {
    document: { kind: reading.document.kind, text: JSON.stringify(reading.document) },
    unreadable: [],
    diagnostics,
    compiled: compiled && {
      hash: compiled.hash,
      plan: JSON.stringify(compiled.plan),
      functions: JSON.stringify(compiled.functions),
      report: JSON.stringify(compiled.report),
    },
  };
}
