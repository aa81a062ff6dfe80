import { readdirSync, readFileSync } from 'node:fs';
import { json, nodeRunStatuses, runStatuses } from '@muster/schema';
import { z } from 'zod';

const failure = z.object({ code: z.string(), message: z.string(), nodeId: z.string().optional() });
const usage = z.object({
  inputTokens: z.number(),
  outputTokens: z.number(),
  costUsd: z.number(),
  modelCalls: z.number(),
});

/** How a durable step or a whole job ended, as the engine keeps it. */
const settlement = z.union([z.strictObject({ result: json }), z.strictObject({ error: z.string() })]);

const nodeRun = z.strictObject({
  nodeId: z.string(),
  iteration: z.string(),
  status: z.enum(nodeRunStatuses),
  attempt: z.int(),
  ports: z.array(z.string()),
  input: json,
  output: json,
  error: failure.nullable(),
  usage,
});
export type RecordedNodeRun = z.infer<typeof nodeRun>;

const job = z.strictObject({
  functionId: z.string(),
  data: json,
  /** The run's own main function; the others were invoked by it, directly or not. */
  isMain: z.boolean(),
  end: settlement,
  steps: z.record(z.string(), settlement),
});
export type RecordedJob = z.infer<typeof job>;

/** One run as it happened: what the engine kept of it, and what Postgres held when it was over. */
const history = z.strictObject({
  formatVersion: z.literal(1),
  run: z.strictObject({
    id: z.string(),
    workflowId: z.string(),
    versionId: z.string(),
    input: json,
    pins: z.record(z.string(), z.string()),
    status: z.enum(runStatuses),
    output: json,
    error: failure.nullable(),
  }),
  /** Of the run and of the squads it is pinned to, as stored: read with `readPlan` and `readFunctions`. */
  versions: z.record(z.string(), z.strictObject({ plan: json, functions: json })),
  jobs: z.array(job),
  /** In the order in which they ended. */
  nodeRuns: z.array(nodeRun),
  /** `type node iteration` of the events of the run and of its nodes, in order; what agents said is in the transcript. */
  events: z.array(z.string()),
  messages: z.array(json),
  transcript: z.array(json),
});
export type History = z.infer<typeof history>;

/** Where the histories are kept, one file a run. */
export const recordedFolder = new URL('../recorded/', import.meta.url);

/** Loads every recorded history, by name. */
export const loadHistories = (): { name: string; history: History }[] =>
  readdirSync(recordedFolder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const value: unknown = JSON.parse(readFileSync(new URL(file, recordedFolder), 'utf8'));
      return { name: file.replace(/\.json$/, ''), history: history.parse(value) };
    });
