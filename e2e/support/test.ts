import { type BrowserContext, test as base, expect, type Page } from '@playwright/test';

/** Somebody with an account, signed in in a browser context. */
export interface Account {
  name: string;
  email: string;
  password: string;
}

let people = 0;

/** A name and an address nobody has had before. */
export function newPerson(name = 'Ada Example'): Account {
  people += 1;
  const email = `journey-${process.pid}-${Date.now()}-${people}@example.com`;
  return { name, email, password: 'correct horse battery staple' };
}

/** Makes an invitation on the Members page and returns its link. */
export async function invite(page: Page, email: string): Promise<string> {
  await page.goto('/settings/members');
  await page.getByRole('button', { name: 'Invite' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('E-mail').fill(email);
  await dialog.getByRole('button', { name: 'Invite' }).click();
  const link = await dialog.getByLabel('Invitation link').inputValue();
  await dialog.getByRole('button', { name: 'Done' }).click();
  return link;
}

/** Makes an account and signs this context in, without the form; the form has a journey of its own. */
export async function signIn(context: BrowserContext, origin: string, name?: string): Promise<Account> {
  const person = newPerson(name);
  const answer = await context.request.post(`${origin}/api/auth/sign-up/email`, { data: person, headers: { origin } });
  expect(answer.ok(), `sign-up answered ${answer.status()}`).toBe(true);
  return person;
}

interface Fixtures {
  /** Where the product is; `page.goto('/')` is relative to it. */
  baseURL: string;
  /** The person `page` is signed in as. */
  account: Account;
  /** Whatever a journey does, no page may throw or break its Content-Security-Policy. */
  quiet: undefined;
}

/** Playwright's test on the running stack. Ask for `account` to begin signed in. */
export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a function wants from this pattern.
  baseURL: async ({}, use) => {
    const origin = process.env.MUSTER_E2E_URL;
    if (!origin) throw new Error('The global setup did not name the stack.');
    await use(origin);
  },
  account: async ({ context, baseURL }, use) => {
    await use(await signIn(context, baseURL));
  },
  quiet: [
    async ({ context }, use) => {
      const trouble: string[] = [];
      context.on('weberror', (error) => trouble.push(String(error.error())));
      context.on('console', (message) => {
        if (message.text().includes('Content Security Policy')) trouble.push(message.text());
      });
      await use(undefined);
      expect(trouble, 'errors thrown in the pages').toEqual([]);
    },
    { auto: true },
  ],
});

/** Opens a workflow from the home page, as a person does, and waits until it is drawn. */
export async function openFromHome(page: Page, name: string): Promise<void> {
  await page.goto('/');
  await page.getByRole('region', { name: 'Workflows' }).getByRole('link', { name, exact: true }).click();
  await expect(page.getByTestId('canvas').locator('.react-flow__node').first()).toBeVisible();
}

export { expect };
