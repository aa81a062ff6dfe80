import { Editor } from '../support/editor';
import { expect, openFromHome, test } from '../support/test';

const workflow = 'Release notes from commits';

test.describe('two tabs with the same draft', () => {
  test.use({ viewport: { width: 1440, height: 900 } });

  /** Both tabs open, the first has saved a name; comes back when the second is told. */
  async function disagree(first: Editor, second: Editor, mine: { node: string; name: string }): Promise<void> {
    await openFromHome(first.page, workflow);
    await openFromHome(second.page, workflow);
    await first.rename('commits', 'Named in the first tab');
    await first.saved();
    await expect(first.saveState).toContainText('draft 2');
    await second.rename(mine.node, mine.name);
    await expect(dialogOf(second)).toBeVisible();
    await expect(second.saveState).toHaveAttribute('data-state', 'conflict');
    await expect(dialogOf(second)).toContainText('Named in the first tab');
    await expect(dialogOf(second)).toContainText(mine.name);
  }

  const dialogOf = (editor: Editor) => editor.page.getByRole('dialog', { name: 'This draft was changed elsewhere' });
  const choose = (editor: Editor, button: string) =>
    dialogOf(editor).getByRole('button', { name: button, exact: true }).click();

  test('what does not clash is combined, and both have it', async ({ context, account: _ }) => {
    const [first, second] = [new Editor(await context.newPage()), new Editor(await context.newPage())];
    await disagree(first, second, { node: 'notes', name: 'Named in the second tab' });
    await choose(second, 'Combine both');
    await second.saved();
    for (const editor of [first, second]) {
      await editor.page.reload();
      await expect(editor.node('commits')).toContainText('Named in the first tab');
      await expect(editor.node('notes')).toContainText('Named in the second tab');
    }
  });

  test('keeping mine saves it, and theirs can still be had', async ({ context, account: _ }) => {
    const [first, second] = [new Editor(await context.newPage()), new Editor(await context.newPage())];
    await disagree(first, second, { node: 'commits', name: 'Named in the second tab' });
    await expect(dialogOf(second)).toContainText('Both changed');
    await choose(second, 'Keep mine');
    await second.saved();
    await expect(second.node('commits')).toContainText('Named in the second tab');
    await first.page.close();
    await second.page.getByRole('button', { name: /^Redo:/ }).click();
    await expect(second.node('commits')).toContainText('Named in the first tab');
    await second.saved();
    await second.page.reload();
    await expect(second.node('commits')).toContainText('Named in the first tab');
  });

  test('taking theirs leaves mine one step back', async ({ context, account: _ }) => {
    const [first, second] = [new Editor(await context.newPage()), new Editor(await context.newPage())];
    await disagree(first, second, { node: 'commits', name: 'Named in the second tab' });
    await choose(second, 'Take theirs');
    await expect(second.node('commits')).toContainText('Named in the first tab');
    await second.page.getByRole('button', { name: /^Undo:/ }).click();
    await expect(second.node('commits')).toContainText('Named in the second tab');
    await second.saved();
    await second.page.reload();
    await expect(second.node('commits')).toContainText('Named in the second tab');
  });

  test('keeping mine as a new workflow keeps both, each by itself', async ({ context, account: _ }) => {
    const [first, second] = [new Editor(await context.newPage()), new Editor(await context.newPage())];
    await disagree(first, second, { node: 'commits', name: 'Named in the second tab' });
    await choose(second, 'Keep mine as a new workflow');
    await expect(second.node('commits')).toContainText('Named in the first tab');
    await second.saved();
    await openFromHome(second.page, `${workflow} (my copy)`);
    await expect(second.node('commits')).toContainText('Named in the second tab');
  });
});
