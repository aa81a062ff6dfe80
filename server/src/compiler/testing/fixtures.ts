import { readdirSync, readFileSync } from 'node:fs';
import type { Json, NodeRunStatus, RunStatus } from '@muster/schema';
import type { CompileEnv } from '../env';
import { catalogueAfter } from './greet-node';

/** How a run of the fixture ends, on every engine. */
export interface ExpectedRun {
  /** The trigger that starts it; absent: the only one. */
  trigger?: string;
  input: Json;
  status: RunStatus;
  /** Every node of the graph. */
  nodes: Record<string, NodeRunStatus>;
  /** Outputs of some nodes. */
  outputs?: Record<string, Json>;
  /** The run's output, where it is certain. */
  output?: Json;
  error?: { code?: string; message?: string; nodeId?: string };
}

export interface Fixture {
  /** Its folder; says the intent. */
  name: string;
  /** The text of `graph.json`. */
  graph: string;
  /** `severity CODE: node, node`, sorted. */
  diagnostics: string[];
  /** Node ids of each durable step, in order; null where it is not stated. */
  steps: string[][] | null;
  /** Null for what cannot run, or cannot run without a model. */
  run: ExpectedRun | null;
}

const folder = new URL('../fixtures/', import.meta.url);

/** The squads that the fixtures know, and a node type in two versions besides those of the catalogue. */
export const fixtureEnv = {
  catalogue: catalogueAfter,
  squads: new Map([
    ['bugs', { name: 'Bug squad', versionId: 'ver_bugs', members: 3 }],
    ['drafts', { name: 'Draft squad', versionId: null, members: 0 }],
  ]),
} satisfies CompileEnv;

function section(text: string, title: string): string | null {
  const start = text.indexOf(`\n## ${title}\n`);
  if (start < 0) return null;
  const body = text.slice(start + title.length + 5);
  const end = body.indexOf('\n## ');
  return end < 0 ? body : body.slice(0, end);
}

const bullets = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('- '))
    .map((line) => line.slice(2));

export function loadFixture(name: string): Fixture {
  const graph = readFileSync(new URL(`${name}/graph.json`, folder), 'utf8');
  const expected = readFileSync(new URL(`${name}/expect.md`, folder), 'utf8');
  const steps = section(expected, 'Steps');
  const run = section(expected, 'Run')?.match(/```json\n([\s\S]*?)```/)?.[1];
  return {
    name,
    graph,
    diagnostics: bullets(section(expected, 'Diagnostics') ?? '').sort(),
    steps: steps === null ? null : bullets(steps).map((line) => line.split(', ')),
    run: run === undefined ? null : (JSON.parse(run) as ExpectedRun),
  };
}

/** Every fixture, by name. */
export const loadFixtures = (): Fixture[] => readdirSync(folder).sort().map(loadFixture);
