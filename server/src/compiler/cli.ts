import { readFileSync } from 'node:fs';
import { kindOf } from '@muster/nodes';
import { type Diagnostic, readGraph } from '@muster/schema';
import type { CompileEnv, SquadInfo } from './env';
import { type CompileOutcome, compile } from './pipeline';
import type { ExecutionPlan, FunctionSpec } from './plan';

const usage = `npm run compile -- <graph.json> [--json]

Prints every stage of compiling a graph: document, diagnostics, graph, plan, functions, report.
Squads that the graph hands tasks to are taken to exist and to be published.
With --json, everything as one JSON value. Exits with 1 when the graph has errors, with 2 when it cannot be read.`;

/** The command line knows no workspace, so every squad named is taken for granted. */
function assumedSquads(input: unknown): CompileEnv['squads'] {
  const reading = readGraph(input);
  const squads = new Map<string, SquadInfo>();
  for (const { config } of reading.ok ? reading.document.nodes : []) {
    const id = config.workflowId;
    if (typeof id === 'string' && id !== '') squads.set(id, { name: id, versionId: 'assumed', members: 0 });
  }
  return squads;
}

const title = (text: string) => `\n${text}\n${'─'.repeat(text.length)}`;
const row = (...cells: [string, number][]) =>
  cells
    .map(([cell, width]) => cell.padEnd(width))
    .join('  ')
    .trimEnd();

function showDocument(input: string): string[] {
  const reading = readGraph(input);
  if (!reading.ok) return ['not readable'];
  const { kind, nodes, edges, schemaVersion } = reading.document;
  return [`${kind}, schema version ${schemaVersion}, ${nodes.length} nodes, ${edges.length} edges`];
}

function showDiagnostic({ severity, code, message, fix, configPath }: Diagnostic): string[] {
  const place = configPath ? ` (config.${configPath.join('.')})` : '';
  return [`${severity.padEnd(7)} ${code}  ${message}${place}`, ...(fix ? [`        ${fix}`] : [])];
}

function showPlan({ nodes, steps, edges }: ExecutionPlan): string[] {
  const idWidth = Math.max(4, ...nodes.map(({ id }) => id.length));
  const typeWidth = Math.max(4, ...nodes.map(({ type }) => type.length));
  const portOf = new Map(edges.map(({ id, source, target }) => [id, `${source.port} → ${target.node}`]));
  return [
    ...nodes.map(({ id, type, operation, outgoing }) => {
      const ways = outgoing.map((edge) => portOf.get(edge)).join(', ');
      return row([id, idWidth], [type, typeWidth], [kindOf(operation), 7], [ways, 0]);
    }),
    ...(steps.length > 0 ? ['', 'durable steps:'] : []),
    ...steps.map(({ id, nodeIds }) => `  ${id}${nodeIds.length > 1 ? `: ${nodeIds.join(' + ')}` : ''}`),
  ];
}

function showFunction({ id, kind, triggers, retries, cancelOn }: FunctionSpec): string {
  const start = triggers.length > 0 ? `on ${triggers.map(({ event }) => event).join(', ')}` : 'invoked';
  return `${id}  ${kind}  ${start}  ${retries} retries  cancelled on ${cancelOn.event}`;
}

function showOutcome(input: string, { diagnostics, compiled }: CompileOutcome): string {
  const found = diagnostics.length > 0 ? diagnostics.flatMap(showDiagnostic) : ['none'];
  const head = [title('Document'), ...showDocument(input), title('Diagnostics'), ...found];
  if (!compiled) return [...head, '', 'The graph does not compile.'].join('\n');
  const { hash, graph, plan, functions, report } = compiled;
  return [
    ...head,
    title('Graph'),
    `${graph.nodes.size} nodes in ${new Set(graph.topology.levels.values()).size} levels, content hash ${hash}`,
    title('Plan'),
    ...showPlan(plan),
    title('Functions'),
    ...functions.map(showFunction),
    title('Report'),
    JSON.stringify(report, null, 2),
  ].join('\n');
}

function readInput(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    console.error(`Cannot read ${file}: ${error instanceof Error ? error.message : 'unknown reason'}`);
    return null;
  }
}

/** Runs the command; returns the exit code. */
function main(args: readonly string[]): number {
  const asJson = args.includes('--json');
  const [file, ...more] = args.filter((arg) => arg !== '--json');
  if (file === undefined || more.length > 0 || file.startsWith('-')) {
    console.error(usage);
    return file === '--help' ? 0 : 2;
  }
  const input = readInput(file);
  if (input === null) return 2;
  const outcome = compile(input, { squads: assumedSquads(input) });
  const { compiled } = outcome;
  if (asJson) {
    const parts = compiled && {
      hash: compiled.hash,
      plan: compiled.plan,
      functions: compiled.functions,
      report: compiled.report,
    };
    console.log(JSON.stringify({ diagnostics: outcome.diagnostics, ...parts }, null, 2));
  } else console.log(showOutcome(input, outcome));
  return compiled ? 0 : 1;
}

process.exitCode = main(process.argv.slice(2));
