import type { Page } from '@playwright/test';
import { expect, test } from '../support/test';
import { pipelineOf, Workflows } from '../support/workflows';

const graph = pipelineOf(
  [
    { id: 'start', type: 'trigger.manual' },
    { id: 'shape', type: 'data.transform', config: { output: 'kept' } },
  ],
  ['start>shape'],
);

/** Shows the editor another stored draft than the server's, which refuses to store one like it; counts the saves. */
async function withDraft(page: Page, draft: unknown): Promise<{ saves: number }> {
  const seen = { saves: 0 };
  await page.route('**/graphql', async (route) => {
    const body = route.request().postData() ?? '';
    if (body.includes('saveDraft')) seen.saves += 1;
    if (!body.includes('query Editor(') || seen.saves > 0) return route.fallback();
    const answer = await route.fetch();
    const json = await answer.json();
    json.data.workflow.draft = draft;
    return route.fulfill({ response: answer, json });
  });
  return seen;
}

test('a draft that cannot be read is shown as JSON with its reason, never as an empty canvas, and a version restores it', async ({
  page,
  account: _,
  baseURL,
}) => {
  const workflows = new Workflows(page, baseURL);
  const id = await workflows.create('Broken', graph);
  await workflows.publish(id);
  const seen = await withDraft(page, { ...graph, nodes: 'none of them', note: 'find me' });
  await page.goto(`/workflows/${id}`);
  await expect(page.getByRole('heading', { name: "This draft can't be read" })).toBeVisible();
  await expect(page.getByTestId('unreadable-draft')).toContainText('nodes');
  await expect(page.getByRole('region', { name: 'Stored draft' })).toContainText('find me');
  await expect(page.getByTestId('canvas')).toBeHidden();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download JSON' }).click();
  expect((await download).suggestedFilename()).toContain(id);
  expect(seen.saves).toBe(0);
  await page.getByRole('button', { name: 'Restore version 1' }).press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Replace the draft' }).press('Enter');
  await expect(page.getByTestId('node-shape')).toBeVisible();
  expect(seen.saves).toBe(1);
});

test('G12: a draft of a newer version is read-only: shown, not restored over, not saved', async ({
  page,
  account: _,
  baseURL,
}) => {
  const workflows = new Workflows(page, baseURL);
  const id = await workflows.create('Newer', graph);
  await workflows.publish(id);
  const seen = await withDraft(page, { ...graph, schemaVersion: 9, future: true });
  await page.goto(`/workflows/${id}`);
  await expect(page.getByRole('heading', { name: 'This draft needs a newer version of Muster' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Stored draft' })).toContainText('"future": true');
  await expect(page.getByRole('button', { name: /Restore/ })).toBeHidden();
  await page.goto('/');
  expect(seen.saves).toBe(0);
});
