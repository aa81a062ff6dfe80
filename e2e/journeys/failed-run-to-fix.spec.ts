import { screens } from '../support/browser';
import { Editor } from '../support/editor';
import { expect, test } from '../support/test';
import { pipelineOf, Workflows } from '../support/workflows';

const graph = pipelineOf(
  [
    { id: 'start', type: 'trigger.manual', name: 'Start' },
    { id: 'fine', type: 'data.transform', name: 'Fine', config: { output: { total: 1 } } },
    { id: 'price', type: 'data.transform', name: 'Price', config: { output: { $expr: '$error("No price is set")' } } },
  ],
  ['start>fine', 'fine>price'],
);

test('a link from a failed run opens the node at the field, with the reason, until it is edited', async ({
  page,
  account: _,
  baseURL,
}) => {
  const editor = new Editor(page);
  const workflows = new Workflows(page, baseURL);
  const id = await workflows.create('Prices', graph);
  await workflows.publish(id);
  const failed = await workflows.run(id);
  expect(failed.status).toBe('FAILED');

  await page.goto(`/workflows/${id}?node=price&field=output&run=${failed.id}`);
  await expect(editor.nameField).toHaveValue('Price');
  await expect(editor.node('price')).toBeInViewport();
  const field = editor.inspector.getByTestId('field-output').getByRole('textbox');
  await expect(field).toBeFocused();
  const reason = editor.inspector.getByTestId('last-failure');
  await expect(reason).toContainText('Last run: ');
  await expect(reason).toContainText('No price is set');
  await expect(reason.getByRole('link', { name: 'Open the run' })).toHaveAttribute('href', `/runs/${failed.id}`);
  await expect(page).toHaveURL(`/workflows/${id}`);

  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('42');
  await expect(reason).toBeHidden();
  await editor.saved();
  await page.reload();
  await editor.select('price');
  await expect(field).toHaveValue('42');
  await expect(reason).toBeHidden();
});

test('the reason is there without a link too, and can be dismissed with the keyboard', async ({
  page,
  account: _,
  baseURL,
}) => {
  const editor = new Editor(page);
  const workflows = new Workflows(page, baseURL);
  const id = await workflows.create('Prices', graph);
  await workflows.publish(id);
  await workflows.run(id);
  await page.goto(`/workflows/${id}`);
  await editor.select('fine');
  await expect(editor.inspector.getByTestId('last-failure')).toBeHidden();
  await editor.select('price');
  const reason = editor.inspector.getByTestId('last-failure');
  await expect(reason).toContainText('No price is set');
  await reason.getByRole('button', { name: 'Dismiss' }).press('Enter');
  await expect(reason).toBeHidden();
  await page.reload();
  await editor.select('price');
  await expect(editor.inspector.getByTestId('field-output')).toBeVisible();
  await expect(reason).toBeHidden();
});

test.describe('on a phone', () => {
  test.use({ viewport: screens.phone, hasTouch: true });

  test('the link opens the sheet at the field', async ({ page, account: _, baseURL }) => {
    const workflows = new Workflows(page, baseURL);
    const id = await workflows.create('Prices', graph);
    await workflows.publish(id);
    const failed = await workflows.run(id);
    await page.goto(`/workflows/${id}?node=price&field=output&run=${failed.id}`);
    const sheet = page.getByRole('dialog', { name: 'Set up' });
    await expect(sheet.getByTestId('last-failure')).toContainText('No price is set');
    await expect(sheet.getByTestId('field-output').getByRole('textbox')).toBeFocused();
  });
});
