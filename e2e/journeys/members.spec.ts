import type { Page } from '@playwright/test';
import { expect, invite, newPerson, signIn, test } from '../support/test';

const workspace = 'Ada Example’s workspace';

const accountMenu = (page: Page) => page.getByRole('menu', { name: 'Account' });

test('somebody is invited by link, signs up through it, works in the workspace, switches, and leaves', async ({
  page,
  browser,
  baseURL,
  account: _,
}) => {
  const grace = newPerson('Grace Example');
  const link = await invite(page, grace.email);
  expect(link).toContain('/invite#inv_');
  await page.reload();
  await expect(page.getByText(grace.email)).toBeVisible();
  expect(await page.content()).not.toContain(link.split('#')[1]);

  const context = await browser.newContext({ baseURL });
  const theirs = await context.newPage();
  await theirs.goto(link);
  await expect(theirs.getByRole('heading', { name: `Join “${workspace}”` })).toBeVisible();
  await expect(theirs.getByLabel('E-mail')).toHaveValue(grace.email);
  await theirs.getByLabel('Name').fill(grace.name);
  await theirs.getByLabel('Password', { exact: true }).fill(grace.password);
  const sent = theirs.waitForRequest(/sign-up\/email/);
  await theirs.getByRole('button', { name: 'Create account and join' }).click();
  // With sign-up by invitation only, this is what lets them in.
  expect((await sent).postDataJSON()).toMatchObject({ invitation: link.split('#')[1] });
  await expect(theirs.getByRole('region', { name: 'Workflows' })).toBeVisible();

  await theirs.goto('/settings/members');
  await expect(theirs.getByText(`Everybody here sees and runs all workflows of “${workspace}”.`)).toBeVisible();
  await expect(theirs.getByRole('main').getByRole('listitem').filter({ hasText: grace.email })).toContainText('you');
  await expect(theirs.getByRole('button', { name: 'Invite' })).toBeHidden();
  await page.reload();
  await expect(page.getByRole('button', { name: `Remove ${grace.name}` })).toBeVisible();
  await expect(page.getByText('No open invitations')).toBeVisible();

  // By keyboard alone: open the menu, go to the other workspace, choose it.
  await theirs.getByRole('button', { name: 'Account' }).focus();
  await theirs.keyboard.press('Enter');
  await expect(accountMenu(theirs).getByRole('menuitemradio', { name: workspace })).toBeChecked();
  const own = accountMenu(theirs).getByRole('menuitemradio', { name: 'Grace Example’s workspace' });
  await expect(own).toBeFocused();
  await theirs.keyboard.press('ArrowDown');
  await expect(accountMenu(theirs).getByRole('menuitemradio', { name: workspace })).toBeFocused();
  await theirs.keyboard.press('ArrowUp');
  await expect(own).toBeFocused();
  await theirs.keyboard.press('Enter');
  await theirs.waitForURL((url) => url.pathname === '/');
  await theirs.goto('/settings/members');
  await expect(theirs.getByText('of “Grace Example’s workspace”')).toBeVisible();

  // And back with the mouse, to leave.
  await theirs.getByRole('button', { name: 'Account' }).click();
  await accountMenu(theirs).getByRole('menuitemradio', { name: workspace }).click();
  await theirs.waitForURL((url) => url.pathname === '/');
  await theirs.goto('/settings/members');
  await theirs.getByRole('button', { name: 'Leave' }).click();
  await theirs.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
  await theirs.waitForURL((url) => url.pathname === '/');
  await theirs.goto('/settings/members');
  await expect(theirs.getByText('of “Grace Example’s workspace”')).toBeVisible();
  await page.reload();
  await expect(page.getByText(grace.email)).toBeHidden();
  await context.close();
});

test('the only owner is told why they cannot leave', async ({ page, account: _ }) => {
  await page.goto('/settings/members');
  await page.getByRole('button', { name: 'Leave' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'A workspace needs an owner' })).toBeVisible();
});

test('a person signed in with another address is told so, signs out, and the right one joins by signing in', async ({
  page,
  browser,
  baseURL,
  account: _,
}) => {
  const context = await browser.newContext({ baseURL });
  const grace = await signIn(context, baseURL, 'Grace Example');
  await context.clearCookies();
  const link = await invite(page, grace.email);
  const mallory = await signIn(context, baseURL, 'Mallory Example');
  const theirs = await context.newPage();
  await theirs.goto(link);
  await expect(
    theirs.getByText(`This invitation is for ${grace.email}, and you are signed in as ${mallory.email}.`),
  ).toBeVisible();
  await theirs.getByRole('button', { name: 'Sign out to go on' }).click();
  await theirs.getByRole('link', { name: 'Sign in' }).click();
  await expect(theirs.getByLabel('E-mail')).toHaveValue(grace.email);
  await theirs.getByLabel('Password', { exact: true }).fill(grace.password);
  await theirs.getByRole('button', { name: 'Sign in' }).click();
  await theirs.getByRole('button', { name: 'Join the workspace' }).click();
  await theirs.waitForURL((url) => url.pathname === '/');
  await page.reload();

  // The owner makes them an admin, then removes them: they are told, and get to their own workspace.
  await page.getByRole('combobox', { name: 'Role of Grace Example' }).click();
  await page.getByRole('option', { name: 'Admin' }).click();
  await expect(page.getByText('Grace Example is now admin', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Remove Grace Example' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText(grace.email)).toBeHidden();
  await theirs.goto('/');
  await expect(theirs.getByText('You are no longer a member of this workspace')).toBeVisible();
  await theirs.getByRole('button', { name: 'Go to your own workspace' }).click();
  await expect(theirs.getByRole('region', { name: 'Workflows' }).getByRole('listitem')).toHaveCount(5);
  await theirs.goto(link);
  await expect(theirs.getByRole('heading', { name: 'This invitation does not work' })).toBeVisible();
  await context.close();
});

test('another tab says that the workspace was switched, and switches back', async ({
  page,
  browser,
  baseURL,
  account,
}) => {
  const context = await browser.newContext({ baseURL });
  await signIn(context, baseURL, 'Grace Example');
  const graces = await context.newPage();
  const link = await invite(graces, account.email);
  await context.close();
  await page.goto(link);
  await page.getByRole('button', { name: 'Join the workspace' }).click();
  await page.waitForURL((url) => url.pathname === '/');
  await page.goto('/settings/members');
  await expect(page.getByText('of “Grace Example’s workspace”')).toBeVisible();

  const second = await page.context().newPage();
  await second.goto('/');
  await second.getByRole('button', { name: 'Account' }).click();
  await accountMenu(second).getByRole('menuitemradio', { name: workspace }).click();
  const notice = page.getByRole('dialog', { name: `You switched to “${workspace}” in another tab` });
  await expect(notice).toBeVisible();
  await notice.getByRole('button', { name: 'Switch back' }).click();
  await expect(notice).toBeHidden();
  await expect(page.getByText('of “Grace Example’s workspace”')).toBeVisible();
});
