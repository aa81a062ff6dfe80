import { looksRight } from '../support/looks';
import { type Stack, startStack } from '../support/stack';
import { expect, invite, newPerson, test } from '../support/test';

let stack: Stack | undefined;
test.use({
  // Playwright asks for it in the hooks too, so the first to ask starts the stack.
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a function wants from this pattern.
  baseURL: async ({}, use) => {
    stack ??= await startStack({ MUSTER_SIGN_UP: 'invite' });
    await use(stack.origin);
  },
});
test.afterAll(() => stack?.stop());

test('A10: with MUSTER_SIGN_UP=invite the first person signs up, then only those who are invited', async ({
  page,
  browser,
  baseURL,
}) => {
  const ada = newPerson();
  await page.goto('/sign-up');
  await expect(page.getByRole('heading', { name: 'Create the first account' })).toBeVisible();
  await page.getByLabel('Name').fill(ada.name);
  await page.getByLabel('E-mail').fill(ada.email);
  await page.getByLabel('Password', { exact: true }).fill(ada.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('region', { name: 'Workflows' })).toBeVisible();
  const grace = newPerson('Grace Example');
  const link = await invite(page, grace.email);

  const context = await browser.newContext({ baseURL });
  const theirs = await context.newPage();
  await theirs.goto('/sign-up');
  await expect(theirs.getByRole('heading', { name: 'Sign-up needs an invitation' })).toBeVisible();
  await looksRight(theirs, 'sign-up by invitation');
  const forced = await context.request.post(`${baseURL}/api/auth/sign-up/email`, {
    data: newPerson('Mallory Example'),
    headers: { origin: baseURL },
  });
  expect([forced.status(), (await forced.json()).code]).toEqual([403, 'SIGN_UP_CLOSED']);

  await theirs.goto(link);
  await theirs.getByLabel('Name').fill(grace.name);
  await theirs.getByLabel('Password', { exact: true }).fill(grace.password);
  await theirs.getByRole('button', { name: 'Create account and join' }).click();
  await expect(theirs.getByRole('region', { name: 'Workflows' })).toBeVisible();
  await context.close();
});
