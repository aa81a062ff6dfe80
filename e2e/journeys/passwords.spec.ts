import { printResetLink } from '../support/reset-command';
import { expect, signIn, test } from '../support/test';

test('a forgotten password is replaced by a link of the operator, once, and every session ends', async ({
  page,
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ baseURL });
  const ada = await signIn(context, baseURL);
  const signedIn = await context.newPage();
  await signedIn.goto('/');
  await expect(signedIn.getByRole('region', { name: 'Workflows' })).toBeVisible();

  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'Forgot password?' }).click();
  await expect(page.getByText('This installation sends no mail.')).toBeVisible();
  await expect(page.getByText('npm run reset-password -- you@example.com')).toBeVisible();

  const link = await printResetLink(baseURL, ada.email);
  await page.goto(link);
  // By keyboard alone.
  await page.getByLabel('New password', { exact: true }).focus();
  await page.keyboard.type('short');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Use at least 8 characters.')).toBeVisible();
  await page.keyboard.type(' and then longer');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Your new password is set' })).toBeVisible();

  await signedIn.goto('/');
  await expect(signedIn.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.getByLabel('E-mail').fill(ada.email);
  await page.getByLabel('Password', { exact: true }).fill('short and then longer');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('region', { name: 'Workflows' })).toBeVisible();

  await signedIn.goto(link);
  await signedIn.getByLabel('New password', { exact: true }).fill('another long password');
  await signedIn.getByRole('button', { name: 'Set password' }).click();
  await expect(signedIn.getByRole('heading', { name: 'This link does not work' })).toBeVisible();
  await context.close();
});

test('sign-in says what Muster is, and a page that is not there has a bar', async ({ page, context, baseURL }) => {
  await page.goto('/sign-in');
  await expect(page.getByText(/^Muster is a visual workflow builder/).filter({ visible: true })).toHaveCount(1);
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByText(/^Muster is a visual workflow builder/).filter({ visible: true })).toHaveCount(1);
  await signIn(context, baseURL);
  await page.goto('/no/such/page');
  await expect(page.getByText('There is no such page')).toBeVisible();
  await page.getByRole('banner').getByRole('button', { name: 'Account' }).click();
  await page.getByRole('menuitem', { name: 'Members' }).click();
  await expect(page.getByRole('heading', { name: 'Members' })).toBeVisible();
});
