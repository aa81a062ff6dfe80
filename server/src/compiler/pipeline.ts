import type { CompileReport, Diagnostic, GraphDocument } from '@muster/schema';
import { inOrder } from './diagnostics';
import { emit } from './emit/emit';
import { type CompileEnv, catalogueOf, emptyEnv } from './env';
import type { Graph } from './graph';
import { contentHash } from './hash';
import { parse } from './parse/parse';
import type { ExecutionPlan, FunctionSpec } from './plan';
import { makePlan } from './plan/make-plan';
import { makeReport } from './report/report';
import { resolve } from './resolve/resolve';
import { validate } from './validate/validate';

/** What a graph without errors becomes. */
export interface Compiled {
  /** Of the content: the same for the same graph on any machine, however it is laid out. */
  hash: string;
  graph: Graph;
  plan: ExecutionPlan;
  functions: FunctionSpec[];
  report: CompileReport;
}

export interface CompileOutcome {
  /** Errors first. Empty for a graph without blemish. */
  diagnostics: Diagnostic[];
  /** Null when one of the diagnostics is an error. */
  compiled: Compiled | null;
}

const hasError = (diagnostics: readonly Diagnostic[]) => diagnostics.some(({ severity }) => severity === 'error');

/** Compiles a graph: JSON text, or a value that is said to be a graph. Pure, and never throws for a fault of the graph. */
export function compile(input: unknown, env: CompileEnv = emptyEnv): CompileOutcome {
  const { document, diagnostics: unreadable } = parse(input);
  return document ? compileDocument(document, env) : { diagnostics: inOrder(unreadable), compiled: null };
}

/** Compiles a graph that has been read. */
export function compileDocument(document: GraphDocument, env: CompileEnv): CompileOutcome {
  const draft = resolve(document, catalogueOf(env));
  const { graph, diagnostics: findings } = validate(draft, env);
  if (!graph) return { diagnostics: inOrder(findings), compiled: null };
  const plan = makePlan(graph, { fuse: env.fuse ?? true });
  const functions = emit(plan);
  const { report, diagnostics: limits } = makeReport(graph, plan, findings, env);
  const diagnostics = inOrder([...findings, ...limits]);
  if (hasError(limits)) return { diagnostics, compiled: null };
  return { diagnostics, compiled: { hash: contentHash(document), graph, plan, functions, report } };
}
