import { expect, test } from '../support/test';

interface Answer {
  data?: { workflows?: { nodes?: unknown[] } | null } | null;
  errors?: { extensions?: { code?: string } }[];
}

test('a key is made, its secret shown once, works for a program, and is refused once revoked', async ({
  page,
  baseURL,
  account: _,
}) => {
  const ask = async (secret: string): Promise<Answer> => {
    const response = await fetch(`${baseURL}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
      body: JSON.stringify({ query: '{ workflows(first: 10) { nodes { id name } } }' }),
    });
    return (await response.json()) as Answer;
  };

  await page.goto('/');
  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByRole('menuitem', { name: 'API keys' }).click();
  await expect(page.getByText('No keys yet')).toBeVisible();
  await page.getByRole('button', { name: 'New key' }).first().click();
  await page.getByRole('dialog').getByLabel('Name').fill('Nightly script');
  await page.getByRole('button', { name: 'Make key' }).click();
  const secret = await page.getByLabel('Secret').inputValue();
  expect(secret.length).toBeGreaterThan(30);
  expect((await ask(secret)).data?.workflows?.nodes?.length).toBe(5);

  await page.getByRole('button', { name: 'I have it' }).click();
  await page.reload();
  await expect(page.getByText('Nightly script')).toBeVisible();
  expect(await page.content()).not.toContain(secret);

  await page.getByRole('button', { name: 'Revoke Nightly script' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click();
  await expect(page.getByText('No keys yet')).toBeVisible();
  await expect.poll(async () => (await ask(secret)).errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
});
