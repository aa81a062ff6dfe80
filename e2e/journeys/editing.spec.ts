import type { Locator } from '@playwright/test';
import { Editor } from '../support/editor';
import { expect, openFromHome, test } from '../support/test';

const workflow = 'Release notes from commits';

test('edits that could not be saved survive a reload, and are saved when the server answers again', async ({
  page,
  account: _,
}) => {
  const editor = new Editor(page);
  await openFromHome(page, workflow);
  await page.route('**/graphql', (route) =>
    route.request().postData()?.includes('saveDraft') ? route.abort() : route.fallback(),
  );
  await editor.rename('commits', 'Not yet saved');
  await expect(editor.saveState).toHaveAttribute('data-state', 'offline');
  page.once('dialog', (dialog) => dialog.accept());
  await page.reload();
  await expect(editor.node('commits')).toContainText('Not yet saved');
  await expect(page.getByText('Your unsaved changes are back.').first()).toBeVisible();
  await page.unroute('**/graphql');
  await editor.saved();
  await expect(editor.saveState).toContainText('draft 2');
  await page.reload();
  await expect(editor.node('commits')).toContainText('Not yet saved');
});

test('undo and redo go back and forth through what was done, by button and by key', async ({ page, account: _ }) => {
  const editor = new Editor(page);
  await openFromHome(page, workflow);
  const undo = page.getByRole('button', { name: /^(Undo:|Nothing to undo)/ });
  const redo = page.getByRole('button', { name: /^(Redo:|Nothing to redo)/ });
  await expect(undo).toBeDisabled();
  await editor.rename('commits', 'Once');
  await editor.page.getByTestId('canvas').click({ position: { x: 20, y: 20 } });
  await editor.select('notes');
  await page.getByTestId('canvas').press('Delete');
  await expect(editor.node('notes')).toBeHidden();
  await undo.click();
  await expect(editor.node('notes')).toBeVisible();
  await undo.click();
  await expect(editor.node('commits')).not.toContainText('Once');
  await expect(undo).toBeDisabled();
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect(editor.node('commits')).toContainText('Once');
  await redo.click();
  await expect(editor.node('notes')).toBeHidden();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(editor.node('notes')).toBeVisible();
  await editor.saved();
  await page.reload();
  await expect(editor.node('notes')).toBeVisible();
  await expect(editor.node('commits')).toContainText('Once');
});

test('without a mouse: add a node, connect it, publish', async ({ page, account: _ }) => {
  const editor = new Editor(page);
  const { keyboard } = page;
  await openFromHome(page, workflow);
  const tabTo = async (target: Locator): Promise<void> => {
    await expect(target).toBeVisible();
    for (let presses = 0; presses < 80; presses += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await keyboard.press('Tab');
    }
    await expect(target).toBeFocused();
  };
  await keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Add a node' })).toBeFocused();
  await keyboard.type('stop');
  await keyboard.press('Enter');
  await expect(editor.node('stop1')).toBeVisible();
  await expect(editor.nameField).toHaveValue('Stop');

  await keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('dialog', { name: 'Search or jump to…' })).toBeVisible();
  await keyboard.type('go commits');
  await keyboard.press('Enter');
  await expect(editor.nameField).toHaveValue('Commits');
  await expect(editor.node('commits')).toBeInViewport();
  await tabTo(editor.inspector.getByRole('combobox', { name: 'Connect out to another node' }));
  await keyboard.press('Enter');
  await expect(page.getByRole('option', { name: 'Stop' })).toBeVisible();
  await expect(page.getByRole('option', { name: 'Stop' })).toBeVisible();
  await keyboard.type('stop');
  await expect(page.getByRole('option')).toHaveCount(1);
  await keyboard.press('Enter');
  await expect(editor.inspector.getByRole('button', { name: 'Disconnect out from Stop' })).toBeVisible();
  await expect(page.getByTestId('problem-count')).toHaveText('no problems');

  await keyboard.press('ControlOrMeta+k');
  await keyboard.type('publish');
  await keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Publish version 2' });
  await expect(dialog.getByText('Nothing is wrong with this graph')).toBeVisible();
  await tabTo(dialog.getByRole('button', { name: 'Publish' }));
  await keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Version 2 is live' })).toBeVisible();
  await keyboard.press('Escape');
  await expect(page.getByText('v2 live')).toBeVisible();
});
