import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import { launchOptions, screens } from './browser';
import { Editor } from './editor';
import { repository } from './process';
import { newPerson, openFromHome } from './test';

/**
 * Takes a picture of every page of a running product, on a desk and a phone, in light and dark, and the two of the README:
 * `npx tsx e2e/support/screenshots.ts http://localhost:3000 folder [--readme]`. It makes an account there.
 */
const [origin, folder, readme] = process.argv.slice(2);
if (!origin || !folder) throw new Error('Say where the product runs and which folder the pictures go to.');

/** Which pictures the README shows. */
const readmePictures: Record<string, string> = { 'editor-node': 'editor.png', 'run-live': 'run.png' };

type Shot = (name: string) => Promise<void>;
const report = { title: 'Removing the last item from the cart shows a blank page' };

/** Signs up by the form, since that is a page too. */
async function signUp(page: Page, shot: Shot): Promise<void> {
  const person = newPerson();
  await page.goto('/sign-in');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await shot('sign-in');
  await page.goto('/forgot-password');
  await page.getByText('npm run reset-password').waitFor();
  await shot('forgot-password');
  await page.goto('/sign-up');
  await page.getByLabel('Name').fill(person.name);
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await shot('sign-up');
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('link', { name: 'Fix a bug report', exact: true }).waitFor();
}

async function lookAtEditor(page: Page, shot: Shot, phone: boolean): Promise<void> {
  const editor = new Editor(page);
  await openFromHome(page, 'Bug squad');
  await shot('editor-squad');
  await openFromHome(page, 'Fix a bug report');
  await editor.saved();
  await shot('editor');
  await editor.node('fix').click();
  if (phone) await page.getByRole('button', { name: 'Set up' }).click();
  await shot('editor-node');
  if (phone) await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'More', exact: true }).first().click();
  await page.getByRole('menuitem', { name: 'Publish' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).waitFor();
  await page.getByTestId('report').waitFor();
  await shot('publish');
  await page.keyboard.press('Escape');
}

async function lookAtRun(page: Page, shot: Shot): Promise<void> {
  await page.getByTestId('run').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Title').fill(report.title);
  await dialog
    .getByLabel('Report')
    .fill('TypeError: cannot read price of undefined, at cartTotal (cart.ts:41). Only with one item in the cart.');
  await shot('run-form');
  await dialog.getByRole('button', { name: 'Run' }).click();
  await page.waitForURL(/\/runs\//);
  const messages = page.getByRole('tab', { name: 'Messages' });
  await messages.click();
  await page.getByRole('log').getByText('writing', { exact: true }).waitFor();
  await page.getByRole('navigation', { name: 'Conversations' }).getByText('Grace → Edsger').waitFor();
  await page.getByRole('log').getByText('writing', { exact: true }).waitFor();
  await shot('run-live');
  await page.getByRole('status').filter({ hasText: 'done' }).waitFor({ timeout: 120_000 });
  for (const tab of ['Messages', 'Timeline', 'Output', 'Events', 'Cost']) {
    await page.getByRole('tab', { name: tab }).click();
    await shot(`run-${tab.toLowerCase()}`);
  }
}

async function lookAtSettings(page: Page, shot: Shot): Promise<void> {
  await page.goto('/settings/api-keys');
  await page.getByRole('heading', { name: 'API keys', exact: true }).waitFor();
  await shot('api-keys-empty');
  await page.getByRole('button', { name: 'New key' }).first().click();
  await page.getByRole('dialog').getByLabel('Name').fill('Nightly script');
  await shot('api-key-new');
  await page.getByRole('button', { name: 'Make key' }).click();
  await page.getByLabel('Secret').waitFor();
  await shot('api-key-made');
  await page.getByRole('button', { name: 'I have it' }).click();
  await shot('api-keys');
  await page.goto('/settings/members');
  await page.getByText('No open invitations').waitFor();
  await shot('members');
  await page.getByRole('button', { name: 'Invite' }).first().click();
  await page.getByRole('dialog').getByLabel('E-mail').fill('grace@example.com');
  await shot('invite');
  await page.getByRole('dialog').getByRole('button', { name: 'Invite' }).click();
  await page.getByLabel('Invitation link').waitFor();
  await shot('invite-link');
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: 'Account' }).click();
  await shot('account-menu');
  await page.goto('/workflows/nothing-here');
  await page.getByRole('link', { name: 'All workflows' }).waitFor();
  await shot('not-here');
  await page.goto('/no/such/page');
  await shot('no-such-page');
}

async function walk(context: BrowserContext, shot: (page: Page) => Shot, phone: boolean): Promise<void> {
  const page = await context.newPage();
  const take = shot(page);
  await signUp(page, take);
  await take('home-first');
  await lookAtEditor(page, take, phone);
  await lookAtRun(page, take);
  await page.goto('/');
  await page.getByRole('region', { name: 'Recent runs' }).getByRole('link').first().waitFor();
  await take('home');
  await lookAtSettings(page, take);
}

await mkdir(folder, { recursive: true });
await mkdir(join(repository, 'docs/images'), { recursive: true });
const browser = await chromium.launch(launchOptions);
for (const [screen, viewport] of Object.entries(screens)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    const phone = screen === 'phone';
    const context = await browser.newContext({
      viewport,
      colorScheme,
      baseURL: origin,
      ...(phone && { hasTouch: true, isMobile: true }),
    });
    context.setDefaultTimeout(30_000);
    const shot = (page: Page) => async (name: string) => {
      // Nothing is moving any more, and the fonts are here.
      await page.evaluate(() =>
        Promise.all([
          document.fonts.ready,
          ...document
            .getAnimations()
            .filter((one) => one.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
            .map((one) => one.finished.catch(() => undefined)),
        ]).then(() => undefined),
      );
      await page.screenshot({ path: join(folder, `${name}.${screen}.${colorScheme}.png`) });
      const picture = readme === '--readme' && screen === 'desk' && colorScheme === 'light' && readmePictures[name];
      if (picture) await page.screenshot({ path: join(repository, 'docs/images', picture) });
    };
    await walk(context, shot, phone);
    await context.close();
  }
}
await browser.close();
