import { createDatabase } from '@muster/prisma';
import { migrate } from '@muster/prisma/migrate';
import { startScratchPostgres } from '@muster/prisma/scratch';
import { type Browser, chromium } from '@playwright/test';
import { ApiClient, signUp } from '../support/api';
import { launchOptions, signedInContext } from '../support/browser';
import { startStack } from '../support/stack';
import { writeFinishedRun } from './finished-run';
import { rowsGraph } from './rows-graph';

type Report = (name: string, unit: 'ms' | 'kB', values: readonly number[]) => void;

const sizes = [10, 10_000];
const rounds = 3;

/** How much a finished run takes to open in Chromium: bytes of data over the wire, and the time until it can be used. */
export async function run(report: Report): Promise<void> {
  const postgres = await startScratchPostgres();
  await migrate(postgres.url);
  const stack = await startStack({ DATABASE_URL: postgres.url });
  const db = createDatabase(postgres.url);
  const browser = await chromium.launch(launchOptions);
  try {
    for (const size of sizes) {
      const { cookie } = await signUp(stack.origin);
      const api = new ApiClient(stack.origin, { cookie });
      const { createWorkflow } = await api.call(
        'mutation ($input: CreateWorkflowInput!) { createWorkflow(input: $input) { workflow { id } userErrors { message } } }',
        { input: { name: `${size} nodes`, kind: 'PIPELINE', graph: rowsGraph(size) } },
      );
      const workflowId: string = createWorkflow.workflow.id;
      const { publishWorkflow } = await api.call(
        'mutation ($id: ID!) { publishWorkflow(input: { workflowId: $id, expectedRevision: 1 }) { version { id } userErrors { message } } }',
        { id: workflowId },
      );
      const runId = await writeFinishedRun(db, { workflowId, versionId: publishWorkflow.version.id, nodes: size });
      const opened = [];
      for (let round = 0; round < rounds; round += 1) opened.push(await open(browser, stack.origin, cookie, runId));
      const figure = `run.open.nodes-${size}`;
      report(
        `${figure}.data`,
        'kB',
        opened.map(({ dataBytes }) => dataBytes / 1000),
      );
      report(
        `${figure}.shown`,
        'ms',
        opened.map(({ shownMs }) => shownMs),
      );
      report(
        `${figure}.interactive`,
        'ms',
        opened.map(({ interactiveMs }) => interactiveMs),
      );
    }
  } finally {
    await browser.close();
    await db.$disconnect();
    await stack.stop();
    await postgres.stop();
  }
}

/** Opens the run in a fresh page whose scripts are cached, as a person's second visit has them. */
async function open(browser: Browser, origin: string, cookie: string, runId: string) {
  const context = await signedInContext(browser, origin, cookie);
  const page = await context.newPage();
  await page.goto('/');
  await page.goto('/runs/none');
  await page.getByText('There is no such run').waitFor();

  let dataBytes = 0;
  const isData = new Set<string>();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  session.on('Network.responseReceived', ({ requestId, response }) => {
    if (new URL(response.url).pathname === '/graphql') isData.add(requestId);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (isData.has(requestId)) dataBytes += encodedDataLength;
  });
  session.on('Network.webSocketFrameReceived', ({ response }) => {
    dataBytes += Buffer.byteLength(response.payloadData);
  });
  const begun = performance.now();
  await page.goto(`/runs/${runId}`, { waitUntil: 'commit' });
  await page.getByText('The run is done.').waitFor({ state: 'attached', timeout: 120_000 });
  await page.locator('.react-flow__node').first().waitFor({ timeout: 120_000 });
  const shownMs = performance.now() - begun;
  // It can be used when a click on a node shows the node.
  await page.locator('.react-flow__node[data-id="n1"]').click({ timeout: 120_000 });
  await page.getByRole('heading', { name: 'Step 1', exact: true }).waitFor({ timeout: 120_000 });
  const interactiveMs = performance.now() - begun;
  await page.waitForTimeout(5_000);
  await context.close();
  return { dataBytes, shownMs, interactiveMs };
}
