import type { Page } from '@playwright/test';
import { shapedGraph } from '../../web/bench/graph-shapes';
import { Editor } from '../support/editor';
import { expect, test } from '../support/test';

/** Makes a workflow of a graph as a program does, and opens it. */
async function open(page: Page, baseURL: string, graph: object): Promise<void> {
  const answer = await page.request.post(`${baseURL}/graphql`, {
    headers: { origin: baseURL },
    data: {
      query:
        'mutation ($input: CreateWorkflowInput!) { createWorkflow(input: $input) { workflow { id } userErrors { message } } }',
      variables: { input: { name: 'To be tidied', kind: 'PIPELINE', graph } },
    },
  });
  const { data } = await answer.json();
  expect(data.createWorkflow.userErrors).toEqual([]);
  await page.goto(`/workflows/${data.createWorkflow.workflow.id}`);
  await expect(page.locator('.react-flow__node').first()).toBeVisible({ timeout: 60_000 });
}

/** A graph in rows that say nothing of its edges, far from the origin. */
function inRows(size: number): object {
  const graph = shapedGraph('random', size);
  const places = graph.nodes.map(({ id }, index) => [
    id,
    { x: 60_000 + (index % 40) * 260, y: 40_000 + Math.floor(index / 40) * 140 },
  ]);
  return { ...graph, view: { nodes: Object.fromEntries(places), notes: [] } };
}

test('Tidy lays out 1,000 nodes in a worker, shows progress, fits the view and is one step of undo', async ({
  page,
  baseURL,
  account: _,
}) => {
  const editor = new Editor(page);
  const workers: string[] = [];
  page.on('worker', (worker) => workers.push(worker.url()));
  await open(page, baseURL, inRows(1000));
  await editor.saved();
  await page.getByTestId('canvas').click({ position: { x: 8, y: 8 } });
  await page.keyboard.press('t');
  await expect(page.getByTestId('tidy-progress')).toContainText('Tidying 1,000 nodes');
  await expect(page.getByTestId('tidy-progress')).toBeHidden({ timeout: 120_000 });
  expect(workers.map((url) => new URL(url).origin)).toEqual([new URL(baseURL).origin]);
  // Every node is drawn, and all of them are in sight.
  await expect(page.locator('.react-flow__node')).toHaveCount(1000, { timeout: 60_000 });
  for (const id of ['n0', 'n500', 'n999']) await expect(editor.node(id)).toBeInViewport();
  const undo = page.getByRole('button', { name: 'Undo: Tidy' });
  await expect(undo).toBeEnabled();
  await editor.saved();
  await undo.click();
  await expect(page.getByRole('button', { name: 'Nothing to undo' })).toBeDisabled();
  await editor.saved();
});

test('Tidy can be cancelled, and leaves the graph as it was', async ({ page, baseURL, account: _ }) => {
  await open(page, baseURL, inRows(401));
  await page.getByTestId('canvas').click({ position: { x: 8, y: 8 } });
  await page.keyboard.press('t');
  await page.getByTestId('tidy-progress').getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByTestId('tidy-progress')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Nothing to undo' })).toBeDisabled();
  // The focus is back on the canvas, and the engine starts again after it was ended.
  await expect(page.getByTestId('canvas')).toBeFocused();
  await page.keyboard.press('t');
  await expect(page.getByRole('button', { name: 'Undo: Tidy' })).toBeEnabled({ timeout: 120_000 });
});

test('when the layout fails, Dismiss and Try again leave the focus on the canvas', async ({
  page,
  baseURL,
  account: _,
}) => {
  await open(page, baseURL, inRows(130));
  const failure = page.getByRole('alert').filter({ hasText: 'could not be tidied' });
  const worker = await page.evaluateHandle(() => window.Worker);
  await page.evaluate(() => {
    window.Worker = class {
      constructor() {
        throw new Error('No worker starts here.');
      }
    } as unknown as typeof Worker;
  });
  await page.getByTestId('canvas').click({ position: { x: 8, y: 8 } });
  await page.keyboard.press('t');
  await expect(failure).toBeVisible();
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(failure).toBeHidden();
  await expect(page.getByTestId('canvas')).toBeFocused();
  await page.keyboard.press('t');
  await expect(failure).toBeVisible();
  await page.evaluate((works) => {
    window.Worker = works;
  }, worker);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByTestId('canvas')).toBeFocused();
  await expect(page.getByRole('button', { name: 'Undo: Tidy' })).toBeEnabled({ timeout: 120_000 });
});

test('a node that has the focus has it again when it stands in its new place', async ({
  page,
  baseURL,
  account: _,
}) => {
  const editor = new Editor(page);
  await open(page, baseURL, inRows(130));
  await editor.saved();
  const node = page.locator('.react-flow__node[data-id="n1"]');
  await node.focus();
  await page.keyboard.press('t');
  await expect(page.getByRole('button', { name: 'Undo: Tidy' })).toBeEnabled({ timeout: 120_000 });
  await expect(page.locator('.react-flow__node')).toHaveCount(130, { timeout: 60_000 });
  await expect(node).toBeFocused();
});

test('a graph made through the API without places is laid out when it is opened, and that is no change', async ({
  page,
  baseURL,
  account: _,
}) => {
  const editor = new Editor(page);
  await open(page, baseURL, shapedGraph('tree', 10));
  await expect(page.locator('.react-flow__node')).toHaveCount(10);
  await expect(page.getByRole('button', { name: 'Nothing to undo' })).toBeDisabled();
  await editor.saved();
  const boxes = await Promise.all(['n2', 'n3'].map((id) => editor.node(id).boundingBox()));
  // True above false: n1 branches to n2 on true and n3 on false.
  expect(boxes[0]?.y).toBeLessThan(boxes[1]?.y ?? 0);
});
