import type { Page } from '@playwright/test';
import { Editor } from '../support/editor';
import { looksRight } from '../support/looks';
import { expect, openFromHome, test } from '../support/test';

const workflow = 'Release notes from commits';
const widths = [1440, 1024, 768, 390];

/** Nothing in the bar or among the messages covers anything else, or hangs over the edge, at any width. */
async function nothingOverlaps(page: Page): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 844 });
    await expect(page.getByTestId('notices')).toBeVisible();
    const overlaps = await page.evaluate(() => {
      const seen = [
        ...document.querySelectorAll('header :is(a, button, input, [data-testid]), [data-notice] *, [data-notice]'),
      ]
        .filter((one) => one.checkVisibility() && !one.closest('.sr-only'))
        .map((one) => ({ one, box: one.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 1 && box.height > 1);
      const name = (one: Element) => `${one.tagName} ${one.textContent?.slice(0, 30) ?? ''}`;
      const found = seen
        .filter(({ box }) => box.right > window.innerWidth + 1)
        .map(({ one }) => `over the edge: ${name(one)}`);
      for (const [index, first] of seen.entries()) {
        for (const second of seen.slice(index + 1)) {
          if (first.one.contains(second.one) || second.one.contains(first.one)) continue;
          const [a, b] = [first.box, second.box];
          const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
          const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
          if (wide > 1 && high > 1) found.push(`${name(first.one)} / ${name(second.one)}`);
        }
      }
      return found;
    });
    expect(overlaps, `at ${width} pixels`).toEqual([]);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
}

const offlineWords = "Can't reach the server. Your changes are saved in this browser and will sync when it is back.";

test('offline says that checking is paused and since when, never that nothing is wrong', async ({
  page,
  context,
  account: _,
}) => {
  const editor = new Editor(page);
  await openFromHome(page, workflow);
  await expect(page.getByTestId('problem-count')).toHaveText('no problems');
  await page.route('**/graphql', (route) => route.abort());
  await context.setOffline(true);
  await editor.rename('commits', 'Typed offline');
  await expect(page.getByTestId('notices')).toContainText(offlineWords);
  await expect(editor.saveState).toHaveAttribute('data-state', 'offline');
  await expect(page.getByTestId('problem-count')).toHaveText('checking paused');
  await page.getByTestId('problem-count').click();
  const problems = page.getByRole('region', { name: 'Problems' });
  await expect(problems).toContainText('Checking is paused');
  await expect(problems).toContainText(/Last checked at \d\d:\d\d:\d\d/);
  await expect(problems).not.toContainText('Nothing is wrong');
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Checking is paused');
  await expect(dialog).not.toContainText('Nothing is wrong');
  await expect(dialog.getByRole('button', { name: 'Publish' })).toBeDisabled();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await nothingOverlaps(page);
  await page.getByTestId('notices').getByRole('button', { name: 'Try now' }).press('Enter');
  await expect(page.getByTestId('notices')).toContainText(offlineWords);
  await context.setOffline(false);
  await page.unroute('**/graphql');
  await editor.saved();
  await expect(page.getByTestId('notices')).toBeHidden();
  await expect(page.getByTestId('problem-count')).toHaveText('no problems');
});

test('A8: a session that expired covers nothing; after signing in again in another tab, saving goes on by itself', async ({
  page,
  context,
  account,
  baseURL,
}) => {
  const editor = new Editor(page);
  await openFromHome(page, workflow);
  await editor.saved();
  await context.clearCookies();
  await editor.rename('commits', 'Typed while signed out');
  const notices = page.getByTestId('notices');
  await expect(notices).toContainText('Your session has expired. Your changes are saved in this browser');
  await expect(editor.saveState).toHaveAttribute('data-state', 'signed-out');
  await expect(page.getByTestId('problem-count')).toHaveText('checking paused');
  await nothingOverlaps(page);
  const answer = await context.request.post(`${baseURL}/api/auth/sign-in/email`, {
    data: { email: account.email, password: account.password },
    headers: { origin: baseURL },
  });
  expect(answer.ok()).toBe(true);
  await editor.saved();
  await expect(notices).toBeHidden();
  await page.reload();
  await expect(editor.node('commits')).toContainText('Typed while signed out');
});

test('A8: after signing in again in the same tab nothing typed is lost', async ({ page, context, account }) => {
  const editor = new Editor(page);
  await openFromHome(page, workflow);
  await editor.saved();
  await context.clearCookies();
  await editor.rename('commits', 'Typed before signing in');
  const link = page.getByTestId('notices').getByRole('link', { name: 'Sign in' });
  await expect(link).toBeVisible();
  // A question whether to leave the page would be answered with "stay".
  await link.press('Enter');
  await page.getByLabel(/e-?mail/i).fill(account.email);
  await page.getByLabel('Password', { exact: true }).fill(account.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(editor.node('commits')).toContainText('Typed before signing in');
  await editor.saved();
  await page.reload();
  await expect(editor.node('commits')).toContainText('Typed before signing in');
});

test('D1: a conflict put off stays in sight under the bar until it is decided', async ({ context, account: _ }) => {
  const [first, second] = [new Editor(await context.newPage()), new Editor(await context.newPage())];
  await openFromHome(first.page, workflow);
  await openFromHome(second.page, workflow);
  await first.rename('commits', 'First');
  await first.saved();
  await expect(first.saveState).toContainText('draft 2');
  await second.rename('commits', 'Second');
  const dialog = second.page.getByRole('dialog', { name: 'This draft was changed elsewhere' });
  await expect(dialog).toBeVisible();
  await looksRight(second.page, 'the conflict dialog');
  await second.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(second.page.getByTestId('notices')).toContainText('Saving is paused until you choose a version.');
  await nothingOverlaps(second.page);
  await second.page.getByTestId('notices').getByRole('button', { name: 'Choose' }).click();
  await dialog.getByRole('button', { name: 'Keep mine', exact: true }).click();
  await second.saved();
  await expect(second.page.getByTestId('notices')).toBeHidden();
});
