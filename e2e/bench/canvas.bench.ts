import type { GraphDocument } from '@muster/schema';
import { type Browser, chromium, type Page } from '@playwright/test';
import { barePage } from '../../web/bench/bare/bare-page';
import { shapedGraph } from '../../web/bench/graph-shapes';
import { ApiClient, signUp } from '../support/api';
import { launchOptions, screens, signedInContext } from '../support/browser';
import { startStack } from '../support/stack';
import { draggedFrames } from './frames';
import { type LongestTask, longestTask } from './longest-task';
import { rowsGraph } from './rows-graph';

type Report = (name: string, unit: 'ms' | '1/s', values: readonly number[]) => void;

const size = 1000;
const graph = rowsGraph(size);
/** A node in the middle of the graph. */
const dragged = 'n512';

/** Tidied as often, each time from the start. */
const tidyRuns = 3;

/**
 * The editor's canvas in Chromium beside a page of React Flow alone, in turns: frames a second while panning and
 * dragging; and how long a task of the main thread lasts at most from the press of "Tidy" until all nodes are in sight.
 */
export async function run(report: Report): Promise<void> {
  const running = process.env.MUSTER_E2E_URL;
  const stack = running ? null : await startStack();
  const browser = await chromium.launch(launchOptions);
  try {
    const origin = running ?? stack?.origin ?? '';
    const editor = await openEditor(browser, origin, graph);
    await editor.getByRole('button', { name: 'Fit everything' }).click();
    await editor.waitForTimeout(1_000);
    const box = await editor.locator('.react-flow').boundingBox();
    if (!box) throw new Error('no canvas');
    const bare = await browser.newPage({ viewport: screens.desk });
    await bare.setContent(await barePage(graph, box));
    const pages = { '': editor, '.bare': bare };
    for (const [of, page] of Object.entries(pages)) {
      await page.bringToFront();
      await page.locator(`.react-flow__node[data-id="${dragged}"]`).waitFor();
      report(`editor.pan.fps.nodes-${size}${of}`, '1/s', await pan(page));
      report(`editor.drag.fps.nodes-${size}${of}`, '1/s', await drag(page));
    }
    await Promise.all(Object.values(pages).map((page) => page.close()));
    const longest = [];
    for (let turn = 0; turn < tidyRuns; turn += 1) longest.push(await tidy(browser, origin));
    report(
      `editor.tidy.longest-task.nodes-${size}`,
      'ms',
      longest.map(({ wallMs }) => wallMs),
    );
    report(
      `editor.tidy.longest-task.nodes-${size}.cpu`,
      'ms',
      longest.map(({ cpuMs }) => cpuMs),
    );
  } finally {
    await browser.close();
    await stack?.stop();
  }
}

/** Tidies a random graph, from its start at a zoom that can be read. */
async function tidy(browser: Browser, origin: string): Promise<LongestTask> {
  const places = rowsGraph(size).view;
  const page = await openEditor(browser, origin, { ...shapedGraph('random', size), ...(places && { view: places }) });
  const longest = await longestTask(browser, page, async () => {
    await page.getByTestId('canvas').focus();
    await page.keyboard.press('t');
    await page.getByTestId('tidy-progress').waitFor();
    await page.getByTestId('tidy-progress').waitFor({ state: 'hidden', timeout: 120_000 });
    await page
      .locator('.react-flow__node')
      .nth(size - 1)
      .waitFor({ timeout: 60_000 });
    await page.waitForTimeout(1_000);
  });
  await page.context().close();
  return longest;
}

async function openEditor(browser: Browser, origin: string, graph: GraphDocument): Promise<Page> {
  const { cookie } = await signUp(origin);
  const api = new ApiClient(origin, { cookie });
  const { createWorkflow } = await api.call(
    'mutation ($input: CreateWorkflowInput!) { createWorkflow(input: $input) { workflow { id } userErrors { message } } }',
    { input: { name: 'A thousand nodes', kind: 'PIPELINE', graph } },
  );
  const context = await signedInContext(browser, origin, cookie);
  const page = await context.newPage();
  await page.goto(`/workflows/${createWorkflow.workflow.id}`);
  await page.locator('.react-flow__node').first().waitFor();
  return page;
}

async function pan(page: Page): Promise<number[]> {
  const box = await page.locator('.react-flow').boundingBox();
  if (!box) throw new Error('no canvas');
  return draggedFrames(page, {
    from: await emptyPlace(page),
    reach: 60,
    moving: '.react-flow__viewport',
  });
}

/** A point of the window where the canvas is empty. */
const emptyPlace = (page: Page): Promise<{ x: number; y: number }> =>
  page.evaluate(() => {
    const box = document.querySelector('.react-flow')?.getBoundingClientRect();
    if (!box) throw new Error('no canvas');
    for (let y = box.top + 100; y < box.bottom - 100; y += 3) {
      for (let x = box.left + 100; x < box.right - 100; x += 3) {
        if (document.elementFromPoint(x, y)?.classList.contains('react-flow__pane')) return { x, y };
      }
    }
    throw new Error('the canvas is full');
  });

async function drag(page: Page): Promise<number[]> {
  const selector = `.react-flow__node[data-id="${dragged}"]`;
  // A moment after panning the canvas still takes the pointer instead of the nodes.
  await page.waitForTimeout(1_000);
  const box = await page.locator(selector).boundingBox();
  if (!box) throw new Error('the node is out of sight');
  return draggedFrames(page, {
    from: { x: box.x + box.width / 2, y: box.y + box.height / 2 },
    reach: 60,
    moving: selector,
  });
}
