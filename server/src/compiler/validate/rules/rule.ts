import type { Diagnostic } from '@muster/schema';
import type { CompileEnv } from '../../env';
import type { DraftGraph } from '../../graph';

/** Looks for one kind of fault, and reports every node and edge concerned. Never throws; bears with half-written graphs. */
export type Rule = (graph: DraftGraph, env: CompileEnv) => Diagnostic[];
