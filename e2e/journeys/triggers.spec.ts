import { RunPage } from '../support/run-page';
import { expect, openFromHome, test } from '../support/test';
import { pipelineOf, Workflows } from '../support/workflows';

const takes = (key: string, title: string) => ({
  inputSchema: { type: 'object', properties: { [key]: { type: 'string', title } }, required: [key] },
});
const twoStarts = pipelineOf(
  [
    { id: 'report', type: 'trigger.manual', name: 'Bug report', config: takes('report', 'What broke?') },
    { id: 'idea', type: 'trigger.manual', name: 'Idea', config: takes('idea', 'What would help?') },
    { id: 'triage', type: 'data.transform', name: 'Triage', config: { output: 'triaged' } },
    { id: 'weigh', type: 'data.transform', name: 'Weigh', config: { output: 'weighed' } },
    { id: 'answer', type: 'flow.merge', name: 'Answer' },
  ],
  ['report>triage', 'idea>weigh', 'triage>answer', 'weigh>answer'],
);

test('a pipeline with two triggers: one is chosen, fills the form, and only its path runs', async ({
  page,
  baseURL,
  account,
}) => {
  const workflows = new Workflows(page, baseURL);
  await workflows.publish(await workflows.create('Feedback', twoStarts));
  await openFromHome(page, 'Feedback');
  await page.getByTestId('run').click();
  const dialog = page.getByRole('dialog');

  await test.step('the form has the fields of the chosen trigger alone', async () => {
    await expect(dialog.getByLabel('What broke?')).toBeVisible();
    await expect(dialog.getByLabel('What would help?')).toBeHidden();
    await dialog.getByLabel('Trigger').click();
    await page.getByRole('option', { name: 'Idea' }).click();
    await expect(dialog.getByLabel('What broke?')).toBeHidden();
    await dialog.getByLabel('What would help?').fill('A dark theme');
    await page.keyboard.press('Control+Enter');
  });

  const run = new RunPage(page);
  await test.step('the run says who started it and from where; the other path is skipped', async () => {
    await page.waitForURL(/\/runs\//);
    await run.ended('done');
    await expect(page.getByRole('banner')).toContainText(`Started by ${account.name} from “Idea”`);
    for (const id of ['report', 'triage']) await expect(run.node(id)).toHaveAttribute('data-state', 'skipped');
    for (const id of ['idea', 'weigh', 'answer']) await expect(run.node(id)).toHaveAttribute('data-state', 'succeeded');
    await run.node('report').click();
    const inspector = page.getByRole('region', { name: 'Inspector' });
    await expect(inspector).toContainText('Another trigger started this run.');
  });

  await test.step('running it again keeps the trigger and its input', async () => {
    await page.getByRole('button', { name: 'Run again' }).click();
    await expect(dialog.getByLabel('Trigger')).toContainText('Idea');
    await expect(dialog.getByLabel('What would help?')).toHaveValue('A dark theme');
    await dialog.getByLabel('Trigger').click();
    await page.getByRole('option', { name: 'Bug report' }).click();
    await expect(dialog.getByLabel('What broke?')).toHaveValue('');
  });
});
