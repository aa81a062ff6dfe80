import { screens } from '../support/browser';
import { Editor } from '../support/editor';
import { looksRight } from '../support/looks';
import { RunPage } from '../support/run-page';
import { expect, openFromHome, test } from '../support/test';

for (const [screen, viewport] of Object.entries(screens)) {
  const phone = screen === 'phone';
  test.describe(`every page in light and dark on a ${screen}`, () => {
    test.use({ viewport, hasTouch: phone });

    test('for somebody without an account', async ({ page }) => {
      await page.goto('/sign-in');
      await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
      await looksRight(page, 'sign-in');
      await page.goto('/sign-up');
      await page.getByRole('button', { name: 'Create account' }).click();
      await expect(page.getByLabel('Name')).toHaveAttribute('aria-invalid', 'true');
      await looksRight(page, 'sign-up with its complaints');
    });

    test('for somebody at work', async ({ page, account: _ }) => {
      const run = new RunPage(page);
      await page.goto('/');
      await expect(page.getByRole('region', { name: 'Workflows' }).getByRole('listitem')).toHaveCount(5);
      await looksRight(page, 'home');

      await openFromHome(page, 'Bug squad');
      await looksRight(page, 'the editor of a squad');
      await openFromHome(page, 'Fix a bug report');
      await new Editor(page).node('classify').click();
      if (phone) await page.getByRole('button', { name: 'Set up' }).click();
      await looksRight(page, 'the editor with a node chosen');
      if (phone) await page.keyboard.press('Escape');

      await page.getByRole('banner').getByRole('button', { name: 'More', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Publish' }).click();
      await expect(page.getByRole('dialog').getByText('Nothing is wrong with this graph')).toBeVisible();
      await looksRight(page, 'the publish dialog');
      await page.getByRole('button', { name: 'Cancel' }).click();

      await page.getByTestId('run').click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Title').fill('The cart crashes when its last item is removed');
      await dialog
        .getByLabel('Report')
        .fill('TypeError: cannot read price of undefined, at cartTotal (cart.ts:41). Only with one item.');
      await looksRight(page, 'the run form');
      await dialog.getByRole('button', { name: /^Run/ }).click();
      await page.waitForURL(/\/runs\//);
      await run.tab('Messages').click();
      await expect(run.words.getByRole('listitem').first()).toBeVisible();
      await looksRight(page, 'a run under way');
      await page.getByRole('button', { name: 'Cancel', exact: true }).click();
      await page.getByRole('button', { name: 'Cancel the run' }).click();
      await run.ended('cancelled');
      for (const tab of ['Timeline', 'Output', 'Events', 'Cost']) {
        await run.tab(tab).click();
        await looksRight(page, `a run's ${tab.toLowerCase()}`);
      }

      await page.goto('/settings/api-keys');
      await expect(page.getByText('No keys yet')).toBeVisible();
      await looksRight(page, 'settings');
    });
  });
}
