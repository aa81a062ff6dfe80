import type { GraphDocument, GraphNode, Json } from '@muster/schema';
import type { SignedIn, TestClient } from '../../src/testing/test-client';
import { row } from '../graphs';

/** What a hostile workspace does. `prepare` makes what it needs; `attack` goes on until the process ends. */
export interface Attack {
  prepare(hostile: Hostile): Promise<void>;
  attack(hostile: Hostile): void;
}

/** The hostile workspace's way in, and what became of its requests. */
export interface Hostile {
  client: TestClient;
  as: SignedIn;
  /** Status and code of an answer → how often. */
  outcomes: Map<string, number>;
  ask(query: string, variables?: object): Promise<{ status: number; body: { data?: never; errors?: never } & AnyBody }>;
}
// biome-ignore lint/suspicious/noExplicitAny: a program that attacks reads answers loosely.
type AnyBody = any;

const START = `mutation ($input: StartRunInput!) { startRun(input: $input) { run { id } userErrors { code message } } }`;
const COMPILE = 'query ($graph: JSON!) { compile(graph: $graph) { hash plan } }';

/** A start and nodes that all hang on it, each with an expression. */
function fan(count: number, expression: (index: number) => string): GraphDocument {
  const start: GraphNode = { id: 'start', type: 'trigger.manual', typeVersion: 1, name: 'Start', config: {} };
  const nodes = Array.from({ length: count }, (_, index): GraphNode => {
    const config = { output: { value: { $expr: expression(index) } as Json } };
    return { id: `n${index}`, type: 'data.transform', typeVersion: 1, name: `n${index}`, config };
  });
  const edges = nodes.map(({ id }) => ({
    id: `start-${id}`,
    source: { node: 'start', port: 'out' },
    target: { node: id, port: 'in' },
  }));
  return { schemaVersion: 1, kind: 'pipeline', nodes: [start, ...nodes], edges, view: { nodes: {}, notes: [] } };
}

/** Publishes a pipeline; resolves to its id. */
export async function publish({ ask }: Pick<Hostile, 'ask'>, name: string, graph: GraphDocument): Promise<string> {
  const created = await ask(
    `mutation ($input: CreateWorkflowInput!) {
      createWorkflow(input: $input) { workflow { id } diagnostics { code message } userErrors { code message } } }`,
    { input: { name, kind: 'PIPELINE', graph } },
  );
  const id = created.body.data?.createWorkflow?.workflow?.id;
  if (!id) throw new Error(`not created: ${JSON.stringify(created.body)}`);
  const published = await ask(
    `mutation ($input: PublishWorkflowInput!) {
      publishWorkflow(input: $input) { version { id } diagnostics { code message } userErrors { code message } } }`,
    { input: { workflowId: id, expectedRevision: 1 } },
  );
  if (!published.body.data?.publishWorkflow?.version)
    throw new Error(`not published: ${JSON.stringify(published.body)}`);
  return id;
}

/** Asks for the same again and again, so many times at once. */
function repeat(atOnce: number, work: () => Promise<unknown>): void {
  for (let index = 0; index < atOnce; index += 1) {
    void (async () => {
      for (;;) {
        await work().catch(() => undefined);
        // Even a hostile client yields to its own process.
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    })();
  }
}

/** Runs of a pipeline, started again and again. */
function runs(name: string, graph: GraphDocument, atOnce: number): Attack {
  let workflowId = '';
  return {
    async prepare(hostile) {
      workflowId = await publish(hostile, name, graph);
    },
    attack: ({ ask }) => repeat(atOnce, () => ask(START, { input: { workflowId, input: { step: 'x' } } })),
  };
}

const endless = '($f := function($n) { $f($n + 1) }; $f(0))';
const bombs = [
  '$length($pad("", 400000000, "x"))',
  '$length($base64encode($pad("", 100000000, "x")))',
  '$count($split($pad("", 100000000, "x"), ""))',
  '($d := function($s, $n) { $n = 0 ? $s : $d($uppercase($s & $s), $n - 1) }; $length($d("xxxxxxxx", 28)))',
];

const large = row(9_998);
const largePayload = 'x'.repeat(3_000_000);

export const attacks: Readonly<Record<string, Attack>> = {
  /** Expressions that ask for all memory. */
  bombs: runs(
    'Bombs',
    fan(8, (index) => bombs[index % bombs.length] ?? ''),
    4,
  ),

  /** One run with 60 expressions that never end, and then the next. */
  endless: runs(
    'Endless',
    fan(60, () => endless),
    2,
  ),

  /** 800 runs at once, and as many again as end. */
  runs: runs('Many', row(10), 50),

  /** Twenty compilations in a request, and large graphs one by one. */
  compiles: {
    prepare: async () => undefined,
    attack({ ask }) {
      const aliases = Array.from({ length: 20 }, (_, index) => `a${index}: compile(graph: $graph) { hash }`).join(' ');
      repeat(2, () => ask(`query ($graph: JSON!) { ${aliases} }`, { graph: large }));
      repeat(8, () => ask(COMPILE, { graph: large }));
    },
  },

  /** As much as one answer may hold, and more. */
  reads: {
    async prepare(hostile) {
      const workflowId = await publish(hostile, 'Large', row(2));
      for (let index = 0; index < 8; index += 1) {
        await hostile.ask(START, { input: { workflowId, input: { step: largePayload } } });
      }
    },
    attack({ ask }) {
      const read = (first: number) =>
        `{ runs(first: ${first}) { nodes { id input output nodeRuns(first: 20) { nodes { input output } } } } }`;
      repeat(4, () => ask(read(1)));
      repeat(4, () => ask(read(100)));
      repeat(2, () => ask('{ runs(first: 4) { nodes { input } } }'));
    },
  },

  /** Two thousand sockets that say nothing, opened again when they are closed. */
  sockets: {
    prepare: async () => undefined,
    attack({ client, outcomes }) {
      const open = () => {
        // From an address of its own, as a stranger's are; the server believes what a proxy on this machine says.
        const socket = client.rawSocket({ 'x-forwarded-for': '203.0.113.7' });
        let done = false;
        const again = (how: string) => {
          if (done) return;
          done = true;
          outcomes.set(how, (outcomes.get(how) ?? 0) + 1);
          setTimeout(open, 50);
        };
        socket.on('open', () => outcomes.set('open', (outcomes.get('open') ?? 0) + 1));
        socket.on('error', () => again('refused'));
        socket.on('close', (code) => again(`closed ${code}`));
      };
      for (let index = 0; index < 2_000; index += 1) setTimeout(open, index);
    },
  },
};
