import { screens } from '../support/browser';
import { looksRight } from '../support/looks';
import { expect, newPerson, test } from '../support/test';

for (const [screen, viewport] of Object.entries(screens)) {
  test.describe(`the pages about people in light and dark on a ${screen}`, () => {
    test.use({ viewport, hasTouch: screen === 'phone' });

    test('for somebody who is not in', async ({ page }) => {
      await page.goto('/forgot-password');
      await expect(page.getByText('This installation sends no mail.')).toBeVisible();
      await looksRight(page, 'forgot password');
      await page.goto('/reset-password#token');
      await page.getByRole('button', { name: 'Set password' }).click();
      await looksRight(page, 'reset password with its complaint');
      await page.getByLabel('New password', { exact: true }).fill('long enough');
      await page.getByRole('button', { name: 'Set password' }).click();
      await expect(page.getByRole('heading', { name: 'This link does not work' })).toBeVisible();
      await looksRight(page, 'a link that does not work');
      await page.goto('/invite#inv_wrong');
      await expect(page.getByRole('heading', { name: 'This invitation does not work' })).toBeVisible();
      await looksRight(page, 'an invitation that does not work');
    });

    test('for an owner, and for the person they invite', async ({ page, browser, baseURL, account: _ }) => {
      await page.goto('/settings/members');
      await expect(page.getByText('No open invitations')).toBeVisible();
      await looksRight(page, 'members without invitations');
      await page.getByRole('button', { name: 'Account' }).click();
      await expect(page.getByRole('menu')).toBeVisible();
      await looksRight(page, 'the account menu');
      await page.keyboard.press('Escape');

      const person = newPerson(`Grace ${'Murray '.repeat(12)}Hopper`);
      const email = `a-very-long-address-of-a-person-${Date.now()}@an-equally-long-domain.example.com`;
      await page.getByRole('button', { name: 'Invite' }).first().click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: 'Invite' }).click();
      await looksRight(page, 'the invite dialog with its complaint');
      await dialog.getByLabel('E-mail').fill(email);
      await dialog.getByRole('button', { name: 'Invite' }).click();
      const link = await dialog.getByLabel('Invitation link').inputValue();
      await looksRight(page, 'the link of an invitation');
      await dialog.getByRole('button', { name: 'Done' }).click();
      await expect(page.getByText(email)).toBeVisible();
      await looksRight(page, 'members with an invitation');

      const context = await browser.newContext({ baseURL, viewport });
      const theirs = await context.newPage();
      await theirs.goto(link);
      await expect(theirs.getByRole('heading', { name: /^Join/ })).toBeVisible();
      await looksRight(theirs, 'an invitation');
      await theirs.getByLabel('Name').fill(person.name.slice(0, 100));
      await theirs.getByLabel('Password', { exact: true }).fill(person.password);
      await theirs.getByRole('button', { name: 'Create account and join' }).click();
      await expect(theirs.getByRole('region', { name: 'Workflows' })).toBeVisible();
      await theirs.getByRole('button', { name: 'Account' }).click();
      await expect(theirs.getByRole('menuitemradio')).toHaveCount(5);
      await looksRight(theirs, 'the account menu with two workspaces');
      await context.close();
      await page.reload();
      await expect(page.getByText(email)).toBeVisible();
      await looksRight(page, 'members with long names');
    });
  });
}
