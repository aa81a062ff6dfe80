import { RunPage } from '../support/run-page';
import { expect, openFromHome, test } from '../support/test';

test('a run is cancelled from its page: what was said stays, nothing new is said', async ({ page, account: _ }) => {
  const run = new RunPage(page);
  await openFromHome(page, 'Bug squad');
  await page.getByTestId('run').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Task').fill('The cart crashes when the last item is removed.');
  await dialog.getByRole('button', { name: /^Run/ }).click();
  await page.waitForURL(/\/runs\//);
  await run.seeWordsGrow();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel the run' }).click();
  await run.ended('cancelled');
  await expect(page.getByRole('button', { name: 'Cancel', exact: true })).toBeHidden();
  await expect(run.words.getByText('writing', { exact: true })).toBeHidden();
  const seen = await run.remember();
  expect(seen.events.at(-1)).toContain('run.cancelled');
  await page.reload();
  await run.ended('cancelled');
  await run.hasAll(seen);
  expect((await run.remember()).last).toBe(seen.last);
  await run.tab('Output').click();
  await expect(page.getByText('This run was cancelled')).toBeVisible();
});
