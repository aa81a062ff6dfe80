import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { screens } from '../support/browser';
import { Editor } from '../support/editor';
import { expect, test } from '../support/test';
import { pipelineOf, Workflows } from '../support/workflows';

const many = Array.from({ length: 30 }, (_, index) => [`field${index}`, { type: 'string', title: `Field ${index}` }]);

/** A pipeline whose run form has every kind of field, and is longer than a screen when `long`. */
const pipeline = (long = false) =>
  pipelineOf(
    [
      {
        id: 'start',
        type: 'trigger.manual',
        config: {
          inputSchema: {
            type: 'object',
            properties: {
              title: { type: 'string', title: 'Title' },
              report: { type: 'string', title: 'Report' },
              count: { type: 'integer', title: 'Count' },
              tags: { type: 'array', items: { type: 'string' }, title: 'Tags' },
              extra: { type: 'object', title: 'Extra' },
              urgent: { type: 'boolean', title: 'Urgent' },
              ...(long ? Object.fromEntries(many) : {}),
            },
          },
        },
      },
      { id: 'shape', type: 'data.transform', config: { output: 'done' } },
    ],
    ['start>shape'],
  );

async function openPublished(page: Page, origin: string, long = false): Promise<string> {
  const workflows = new Workflows(page, origin);
  const id = await workflows.create('Dialogs', pipeline(long));
  await workflows.publish(id);
  await page.goto(`/workflows/${id}`);
  await expect(new Editor(page).node('shape')).toBeVisible();
  await expect(page.getByText('v1 live', { exact: true })).toBeAttached();
  return id;
}

test.describe('Ctrl+Enter', () => {
  const fields: Record<string, (dialog: Locator) => Locator> = {
    'a line': (dialog) => dialog.getByLabel('Title'),
    'a text': (dialog) => dialog.getByLabel('Report'),
    'a number': (dialog) => dialog.getByLabel('Count'),
    'a list': (dialog) => dialog.getByLabel('Tags'),
    JSON: (dialog) => dialog.getByLabel('Extra'),
    'a switch': (dialog) => dialog.getByLabel('Urgent'),
    'the button that closes it': (dialog) => dialog.getByRole('button', { name: 'Cancel' }),
  };

  test('opens the run dialog and runs from every field of it', async ({ page, account: _, baseURL }) => {
    const id = await openPublished(page, baseURL);
    for (const [what, find] of Object.entries(fields)) {
      await test.step(what, async () => {
        await page.goto(`/workflows/${id}`);
        await expect(new Editor(page).node('shape')).toBeVisible();
        await page.keyboard.press('ControlOrMeta+Enter');
        const dialog = page.getByRole('dialog', { name: 'Run “Dialogs”' });
        await expect(dialog.getByRole('button', { name: /^Run/ })).toContainText('↵');
        await find(dialog).focus();
        await page.keyboard.press('ControlOrMeta+Enter');
        await expect(page).toHaveURL(/\/runs\//);
      });
    }
  });

  test('runs from the whole input as JSON too', async ({ page, account: _, baseURL }) => {
    await openPublished(page, baseURL);
    await page.getByTestId('run').click();
    const dialog = page.getByRole('dialog', { name: 'Run “Dialogs”' });
    await dialog.getByRole('button', { name: 'Write JSON' }).click();
    await dialog.getByLabel('Input').fill('{"title": "by hand"}');
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect(page).toHaveURL(/\/runs\//);
  });
});

interface Opening {
  open: (page: Page) => Promise<void>;
  name: string | RegExp;
}

const openings: Record<string, Opening> = {
  run: { open: (page) => page.getByTestId('run').click(), name: 'Run “Dialogs”' },
  publish: { open: (page) => chooseFromMore(page, 'Publish'), name: /Publish version/ },
  versions: { open: (page) => chooseFromMore(page, 'Versions'), name: 'Versions' },
  shortcuts: { open: (page) => chooseFromMore(page, 'Keyboard shortcuts'), name: 'Keyboard shortcuts' },
  'command menu': { open: (page) => chooseFromMore(page, 'Search or jump to…'), name: 'Search or jump to…' },
};

async function chooseFromMore(page: Page, item: string): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

for (const [screen, viewport] of Object.entries(screens)) {
  test.describe(`dialogs of the editor on a ${screen}`, () => {
    test.use({ viewport, hasTouch: screen === 'phone' });

    test('are clean to axe, fit the window, scroll, and give the focus back', async ({ page, account: _, baseURL }) => {
      await openPublished(page, baseURL, true);
      for (const [what, { open, name }] of Object.entries(openings)) {
        await test.step(what, async () => {
          await open(page);
          const dialog = page.getByRole('dialog', { name });
          await expect(dialog).toBeVisible();
          await expect(dialog.getByRole('status', { name: 'Loading' })).toBeHidden();
          const { violations } = await new AxeBuilder({ page }).include('[role="dialog"]').analyze();
          expect
            .soft(
              violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')}`),
              `axe on ${what}`,
            )
            .toEqual([]);
          const box = await dialog.boundingBox();
          expect.soft(box && box.x >= 0 && box.x + box.width <= viewport.width, `${what} fits`).toBe(true);
          expect.soft(box && box.y >= 0 && box.y + box.height <= viewport.height, `${what} fits in height`).toBe(true);
          await page.keyboard.press('Escape');
          await expect(dialog).toBeHidden();
          const focused = page.locator(':focus');
          await expect(focused, `the focus after ${what}`).toHaveAccessibleName(what === 'run' ? /^Run/ : 'More');
        });
      }
    });

    test('a long run form scrolls to its last field and keeps its buttons in sight', async ({
      page,
      account: _,
      baseURL,
    }) => {
      await openPublished(page, baseURL, true);
      await page.getByTestId('run').click();
      const dialog = page.getByRole('dialog', { name: 'Run “Dialogs”' });
      await dialog.getByLabel('Field 29').fill('last');
      await expect(dialog.getByLabel('Field 29')).toBeInViewport();
      await expect(dialog.getByRole('button', { name: /^Run/ })).toBeInViewport();
    });
  });
}
