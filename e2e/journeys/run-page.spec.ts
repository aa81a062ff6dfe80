import type { Page } from '@playwright/test';
import { Editor } from '../support/editor';
import { looksRight } from '../support/looks';
import { RunPage, zoomOf } from '../support/run-page';
import { expect, openFromHome, test } from '../support/test';
import { chainOf, Workflows } from '../support/workflows';

const sizes = {
  desk: { width: 1440, height: 900 },
  tablet: { width: 1024, height: 768 },
  phone: { width: 390, height: 844 },
} as const;

/** Ten steps, then one whose expression fails: far to the right of where the graph begins. */
const breaks = chainOf(10, [
  { id: 'total', type: 'data.transform', name: 'Total', config: { output: { $expr: '$error("The cart is empty")' } } },
  { id: 'after', type: 'data.transform', name: 'After', config: { output: 1 } },
]);
const stops = chainOf(1, [
  { id: 'halt', type: 'flow.stop', name: 'Refuse', config: { outcome: 'fail', value: 'No such customer' } },
]);

/** Publishes agents in a row: a run long enough to be under way to the end of a journey, on a busy machine too. */
async function thinks(workflows: Workflows, count = 40, after: Parameters<typeof chainOf>[1] = []): Promise<string> {
  const config = { role: 'tech-lead', instructions: 'Think.' };
  const agents = Array.from({ length: count }, (_, index) => ({ id: `a${index + 1}`, type: 'agent.task', config }));
  const workflowId = await workflows.create('Thinks', chainOf(0, [...agents, ...after]));
  await workflows.publish(workflowId);
  return workflowId;
}

/** Lets events through to the page up to one that contains some words, and none after it: the page stands as it was then. */
async function holdEvents(page: Page) {
  let last: string | null = null;
  let isHeld = false;
  await page.routeWebSocket(/\/graphql/, (socket) => {
    socket.connectToServer().onMessage((message) => {
      if (isHeld) return;
      socket.send(message);
      isHeld = last !== null && String(message).includes(last);
    });
  });
  return {
    async heldAfter(words: string): Promise<void> {
      last = words;
      await expect.poll(() => isHeld).toBe(true);
    },
  };
}

/** Publishes a pipeline and runs it to its end. */
async function ran(page: Page, origin: string, name: string, graph: Record<string, unknown>, input: unknown = {}) {
  const workflows = new Workflows(page, origin);
  const workflowId = await workflows.create(name, graph);
  await workflows.publish(workflowId);
  return { workflowId, runId: (await workflows.run(workflowId, input)).id };
}
const bug = {
  title: 'Removing the last item shows a blank page',
  report: 'TypeError: cannot read price of undefined, at cartTotal (cart.ts:41).',
};

for (const [screen, viewport] of Object.entries(sizes)) {
  test.describe(`on a ${screen}`, () => {
    test.use({ viewport, hasTouch: screen === 'phone' });

    test('a failed run opens on the node that failed, with its reason, its input and the ways on', async ({
      page,
      baseURL,
      account: _,
    }) => {
      const run = new RunPage(page);
      const { workflowId, runId } = await ran(page, baseURL, 'Adds up a cart', breaks, { cart: 'empty' });
      await page.goto(`/runs/${runId}`);
      await run.ended('failed');
      await run.seesNode('total');
      expect(await zoomOf(page)).toBeGreaterThanOrEqual(80);
      await expect(run.node('total')).toHaveAttribute('data-state', 'failed');
      await expect(page.getByText('Nobody spoke')).toBeHidden();
      const inspector = page.getByRole('region', { name: 'Inspector' });
      await expect(inspector.getByRole('heading', { name: 'Total' })).toBeVisible();
      const reason = inspector.getByRole('group', { name: 'Why it failed' });
      await expect(reason).toContainText('The cart is empty');
      await expect(reason).toContainText('EXPRESSION_FAILED');
      await expect(inspector.getByRole('region', { name: 'Input' })).toContainText('empty');
      await looksRight(page, 'a failed run');

      await test.step('by keyboard: run it again, mend it in the editor', async () => {
        const fix = reason.getByRole('link', { name: 'Fix in the editor' });
        await reason.getByRole('button', { name: 'Run again' }).focus();
        await page.keyboard.press('Enter');
        await expect(page.getByRole('dialog')).toContainText('Adds up a cart');
        await page.keyboard.press('Escape');
        await expect(page.getByRole('dialog')).toBeHidden();
        await fix.focus();
        await page.keyboard.press('Enter');
        await page.waitForURL(new RegExp(`/workflows/${workflowId}`));
        await run.seesNode('total');
        await expect(page.getByTestId('last-failure')).toContainText('The cart is empty');
      });
    });

    test('the example and its run open at 80 % or more, at the trigger, and the run is followed', async ({
      page,
      account: _,
    }) => {
      const run = new RunPage(page);
      const events = await holdEvents(page);
      await openFromHome(page, 'Fix a bug report');
      await run.seesNode('report');
      expect(await zoomOf(page)).toBeGreaterThanOrEqual(80);
      await expect(run.node('report')).not.toContainText('ready');
      await page.getByTestId('run').click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Title').fill(bug.title);
      await dialog.getByLabel('Report').fill(bug.report);
      await dialog.getByRole('button', { name: /^Run/ }).click();
      await page.waitForURL(/\/runs\//);
      await events.heldAfter('"nodeId":"grace"');
      await expect(run.node('fix/grace')).toHaveAttribute('data-state', 'running');
      await run.seesNode('fix/grace');
      expect(await zoomOf(page)).toBeGreaterThanOrEqual(80);

      await test.step('who moves the view by hand is left alone, until they follow again', async () => {
        const follow = page.getByRole('button', { name: /^Follow/ });
        await expect(follow).toHaveAttribute('aria-pressed', 'true');
        const canvas = await page.getByTestId('canvas').boundingBox();
        if (!canvas) throw new Error('no canvas');
        const from = { x: canvas.x + canvas.width / 2, y: canvas.y + 8 };
        for (const _ of [1, 2, 3]) {
          await page.mouse.move(from.x, from.y);
          await page.mouse.down();
          await page.mouse.move(from.x - 20, from.y + canvas.height - 40, { steps: 5 });
          await page.mouse.up();
        }
        await expect(follow).toHaveAttribute('aria-pressed', 'false');
        await expect(run.node('fix/grace')).not.toBeInViewport();
        await follow.press('Enter');
        await expect(follow).toHaveAttribute('aria-pressed', 'true');
        await run.seesNode('fix/grace');
      });
      await looksRight(page, 'a run that is followed');
    });
  });
}

test('a stop node that fails the run is shown as failed, in word and colour, and the reason points to it', async ({
  page,
  baseURL,
  account: _,
}) => {
  const run = new RunPage(page);
  const { runId } = await ran(page, baseURL, 'Refuses', stops);
  await page.goto(`/runs/${runId}`);
  await run.ended('failed');
  await expect(run.node('halt')).toHaveAttribute('data-state', 'failed');
  await expect(run.node('halt')).toContainText('No such customer');
  await expect(page.getByRole('group', { name: 'Why it failed' })).toContainText('“Refuse” failed');
  await run.tab('Timeline').click();
  const row = page.getByRole('tabpanel', { name: 'Timeline' }).getByRole('button', { name: /Refuse/ });
  await expect(row.locator('.text-failed')).toBeVisible();
  await run.tab('Output').click();
  await expect(page.getByRole('tabpanel', { name: 'Output' })).toContainText('“Refuse” failed');
});

test('the time of a run goes on while no event arrives', async ({ page, baseURL, account: _ }) => {
  const run = new RunPage(page);
  const events = await holdEvents(page);
  await page.goto(`/workflows/${await thinks(new Workflows(page, baseURL))}`);
  await page.getByTestId('run').click();
  await page.getByRole('dialog').getByRole('button', { name: /^Run/ }).click();
  await events.heldAfter('"nodeId":"a1"');
  await page.waitForURL(/\/runs\//);
  await expect(run.node('a1')).toHaveAttribute('data-state', 'running');
  const seq = await run.seq();
  await page.getByRole('button', { name: 'Runs of this workflow' }).click();
  const clocks = [
    page.getByRole('timer', { name: 'Duration' }),
    run.node('a1'),
    page.getByRole('region', { name: 'Runs of this workflow' }).getByRole('link').first(),
  ];
  for (const clock of clocks) {
    const before = (await clock.textContent()) ?? '';
    await expect(clock).not.toHaveText(before);
  }
  expect(await run.seq()).toBe(seq);
});

test('a screen reader is told how a run goes on, and a hundred nodes in a few sentences', async ({
  page,
  baseURL,
  account: _,
}) => {
  const run = new RunPage(page);
  const workflows = new Workflows(page, baseURL);
  await page.goto(`/workflows/${await thinks(workflows)}`);
  await page.getByTestId('run').click();
  await page.getByRole('dialog').getByRole('button', { name: /^Run/ }).click();
  await page.waitForURL(/\/runs\//);
  await expect(run.progress).toContainText(/\w+ done\. \w+ started\./);
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await page.getByRole('button', { name: 'Cancel the run' }).click();
  await expect(run.progress).toContainText('The run was cancelled.');

  // The page is open before the hundred begin: agents work first.
  const steps = Array.from({ length: 100 }, (_, index) => ({ id: `s${index}`, type: 'data.transform' }));
  const config = { output: 1 };
  await page.goto(
    `/workflows/${await thinks(
      workflows,
      12,
      steps.map((step) => ({ ...step, config })),
    )}`,
  );
  await expect(page.getByTestId('canvas')).toBeVisible();
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    new MutationObserver(() => {
      const words = document.querySelector('[aria-label="Progress of the run"]')?.textContent ?? '';
      if (words !== '' && heard.at(-1) !== words) heard.push(words);
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
  await page.getByTestId('run').click();
  await page.getByRole('dialog').getByRole('button', { name: /^Run/ }).click();
  await page.waitForURL(/\/runs\//);
  await expect(run.progress).toContainText('The run is done.', { timeout: 90_000 });
  const heard = await page.evaluate(() => (window as unknown as { heard: string[] }).heard);
  expect(heard.join(' ')).toMatch(/\d+ nodes done/);
  expect(heard.filter((words) => /\bS\d|\bs\d/.test(words)).length).toBeLessThanOrEqual(2);
});

test('panels open when there is something in them, and what a person chose is remembered', async ({
  page,
  baseURL,
  account: _,
}) => {
  const editor = new Editor(page);
  const run = new RunPage(page);
  await openFromHome(page, 'Fix a bug report');
  await expect(editor.inspector.getByText('This pipeline')).toBeHidden();
  const canvas = async () => (await page.getByTestId('canvas').boundingBox())?.width ?? 0;
  expect(await canvas()).toBeGreaterThan(1440 * 0.8);

  await test.step('by mouse and by keyboard: a selected node opens the inspector, Escape closes it', async () => {
    await editor.node('report').click();
    await expect(editor.nameField).toBeVisible();
    await run.seesNode('report');
    await page.getByTestId('canvas').focus();
    await editor.node('report').click();
    await page.keyboard.press('Escape');
    await expect(editor.nameField).toBeHidden();
  });
  await test.step('closed by hand it stays closed, also after a reload; opened again it is as before', async () => {
    await editor.node('report').click();
    await page.getByRole('button', { name: 'Hide the inspector' }).press('Enter');
    await page.reload();
    await editor.node('report').click();
    await expect(page.getByRole('button', { name: 'Show the inspector' })).toBeVisible();
    await expect(editor.nameField).toBeHidden();
    await page.getByRole('button', { name: 'Show the inspector' }).click();
    await expect(editor.nameField).toBeVisible();
  });
  await test.step('a run without words shows when its nodes worked and what came out, and nothing empty', async () => {
    const { runId } = await ran(page, baseURL, 'Two steps', chainOf(2), { cart: 3 });
    await page.goto(`/runs/${runId}`);
    await run.ended('done');
    await expect(page.getByRole('tabpanel', { name: 'Output' })).toContainText('cart');
    await expect(page.getByRole('region', { name: 'Inspector' })).toBeHidden();
    await expect(page.getByRole('region', { name: 'Runs of this workflow' })).toBeHidden();
    await expect(page.getByText('Nothing selected')).toBeHidden();
    await expect(page.getByText(/run_/)).toBeHidden();
    expect(await canvas()).toBe(1440);
    await run.node('step1').click();
    await expect(page.getByRole('region', { name: 'Inspector' })).toContainText('Step 1');
    await looksRight(page, 'a run that is done, with a node selected');
  });
});

test('a long run opens with the end of its log, and shows any earlier event when somebody looks back', async ({
  page,
  baseURL,
  account: _,
}) => {
  const run = new RunPage(page);
  const { runId } = await ran(page, baseURL, 'Goes a long way', chainOf(600), { cart: 'full' });
  await page.goto(`/runs/${runId}`);
  await run.ended('done');
  await expect(run.progress).toHaveText('The run is done.');
  await expect(run.node('step1')).toHaveAttribute('data-state', 'succeeded');
  await run.node('step1').click();
  const inspector = page.getByRole('region', { name: 'Inspector' });
  await expect(inspector.getByRole('region', { name: 'Output', exact: true })).toContainText('full');

  await run.tab('Events').click();
  const list = page.getByRole('listbox', { name: 'Events of the run' });
  await expect(list.getByRole('option').first()).toBeVisible();
  const listed = async () => Number(await list.getByRole('option').first().getAttribute('aria-setsize'));
  const total = await run.seq();
  expect(await listed()).toBeLessThan(total);
  const earlier = page.getByRole('button', { name: 'Load earlier events' });
  await earlier.click();
  await expect(earlier).toBeHidden();
  expect(await listed()).toBe(total);
  await list.evaluate((box) => box.scrollTo({ top: 0 }));
  await list.getByRole('option', { name: 'run.started' }).click();
  await expect(page.getByRole('slider', { name: 'Event shown' })).toHaveAttribute(
    'aria-valuetext',
    `event 1 of ${total}`,
  );
  await expect(page.getByRole('region', { name: 'Data of event 1', exact: true })).toContainText('full');
  await expect(run.node('step1')).not.toHaveAttribute('data-state', 'succeeded');
});
