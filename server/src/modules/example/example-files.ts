import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type GraphDocument, invariant, isJsonObject, type Json, readGraph } from '@muster/schema';

/** A workflow that every new workspace receives. */
export interface Example {
  slug: string;
  /** The title of its `expect.md`. */
  name: string;
  /** With `example:<slug>` where a squad's workflow id belongs. */
  graph: GraphDocument;
}

/** `prisma/seed/examples`: one folder an example. */
export const examplesFolder = fileURLToPath(new URL('../../../../prisma/seed/examples/', import.meta.url));

/** Squads first, since pipelines refer to them. Then backwards by slug: lists show the newest first. */
export async function readExamples(folder: string = examplesFolder): Promise<Example[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory());
  const examples = await Promise.all(folders.map(({ name }) => readExample(`${folder}/${name}`, name)));
  const rank = ({ graph }: Example) => (graph.kind === 'squad' ? 0 : 1);
  return examples.sort((a, b) => rank(a) - rank(b) || b.slug.localeCompare(a.slug));
}

async function readExample(folder: string, slug: string): Promise<Example> {
  const [graph, expectation, input] = await Promise.all([
    readFile(`${folder}/graph.json`, 'utf8'),
    readFile(`${folder}/expect.md`, 'utf8'),
    readFile(`${folder}/input.json`, 'utf8'),
  ]);
  const reading = readGraph(graph);
  invariant(reading.ok, `the graph of the example ${slug} can be read`);
  const name = /^# (.+)$/m.exec(expectation)?.[1];
  invariant(name, `expect.md of the example ${slug} begins with a title`);
  return { slug, name, graph: withSampleInput(reading.document, JSON.parse(input) as Json) };
}

/** The sample input stands in the trigger's schema as its example: the run form begins with it. */
function withSampleInput(graph: GraphDocument, input: Json): GraphDocument {
  const nodes = graph.nodes.map((node) => {
    const schema = node.config.inputSchema;
    if (!isJsonObject(schema)) return node;
    return { ...node, config: { ...node.config, inputSchema: { ...schema, examples: [input] } } };
  });
  return { ...graph, nodes };
}

const placeholder = /^example:([a-z0-9-]+)$/;

/** The graph with real workflow ids in place of `example:<slug>`. */
export function withWorkflowIds(graph: GraphDocument, ids: ReadonlyMap<string, string>): GraphDocument {
  const replace = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(replace);
    if (isJsonObject(value))
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replace(item)]));
    const slug = typeof value === 'string' ? placeholder.exec(value)?.[1] : undefined;
    if (slug === undefined) return value;
    const id = ids.get(slug);
    invariant(id, `the example ${slug} comes before those that use it`);
    return id;
  };
  const nodes = graph.nodes.map((node) => ({ ...node, config: replace(node.config) as typeof node.config }));
  return { ...graph, nodes };
}
