import type { Page } from '@playwright/test';
import { Editor } from '../support/editor';
import { expect, test } from '../support/test';
import { pipelineOf, Workflows } from '../support/workflows';

const graph = pipelineOf(
  [
    {
      id: 'start',
      type: 'trigger.manual',
      name: 'Start',
      config: {
        inputSchema: {
          type: 'object',
          properties: { title: { type: 'string' } },
          examples: [{ title: 'Cart crashes' }],
        },
      },
    },
    { id: 'shape', type: 'data.transform', name: 'Shape', config: { output: 'abc' } },
    { id: 'sum', type: 'data.transform', name: 'Sum', config: { output: { $expr: '$sum(input.prices)' } } },
  ],
  ['start>shape', 'shape>sum'],
);

async function open(page: Page, origin: string, nodeId: string) {
  const id = await new Workflows(page, origin).create('Forms', graph);
  const editor = new Editor(page);
  await page.goto(`/workflows/${id}`);
  await editor.select(nodeId);
  const modes = editor.inspector.getByRole('group', { name: 'How Output is given' });
  return {
    editor,
    field: editor.inspector.getByTestId('field-output').getByRole('textbox', { name: 'Output' }),
    mode: (name: string) => modes.getByRole('button', { name, exact: true }),
    undo: page.getByRole('button', { name: /^(Undo:|Nothing to undo)/ }),
  };
}

test('switching between text and expression converts, keeps what it cannot convert, and is undone in one step', async ({
  page,
  account: _,
  baseURL,
}) => {
  const { editor, field, mode, undo } = await open(page, baseURL, 'shape');
  await expect(field).toHaveText('abc');
  await mode('Expression').click();
  await expect(field).toHaveValue('"abc"');
  await field.fill('$uppercase("abc")');
  await mode('Text').click();
  await expect(field).toHaveText('abc');
  await expect(editor.inspector.getByText('The expression is kept. Switch back to restore it.')).toBeVisible();
  await mode('Expression').click();
  await expect(field).toHaveValue('$uppercase("abc")');
  await undo.click();
  await expect(field).toHaveText('abc');
  await undo.click();
  await expect(field).toHaveValue('$uppercase("abc")');
});

test('an expression outlives a visit to another node and back, by keyboard', async ({ page, account: _, baseURL }) => {
  const { editor, field, mode } = await open(page, baseURL, 'sum');
  await mode('Text').press('Enter');
  await expect(field).toHaveText('');
  await field.press('h');
  await field.press('i');
  await editor.select('shape');
  await editor.select('sum');
  await expect(field).toHaveText('hi');
  await mode('Expression').press('Enter');
  await expect(field).toHaveValue('$sum(input.prices)');
  await mode('Text').press('Enter');
  await expect(field).toHaveText('hi');
});

test('the list of values has each once, with its type and an example, in text and in expressions', async ({
  page,
  account: _,
  baseURL,
}) => {
  const { editor, field, mode } = await open(page, baseURL, 'shape');
  await field.click();
  await page.keyboard.press('End');
  await page.keyboard.type(' @');
  const list = page.getByRole('dialog', { name: 'Insert a value' });
  const title = list.getByRole('option', { name: /title/ });
  await expect(title).toHaveCount(1);
  await expect(title).toContainText('string');
  await expect(title).toContainText('e.g. Cart crashes');
  await page.keyboard.type('title');
  await page.keyboard.press('Enter');
  await expect(field).toHaveText(/abc.*Start › title/);
  await mode('Expression').click();
  await expect(field).toHaveValue('"abc " & nodes.start.title');
  await field.press('End');
  await page.keyboard.type(' & @');
  await expect(list).toBeVisible();
  await page.keyboard.type('title');
  await page.keyboard.press('Enter');
  await expect(field).toHaveValue('"abc " & nodes.start.title & nodes.start.title');
  await expect(field).toBeFocused();
  await mode('Text').click();
  await expect(field.locator('[data-reference]')).toHaveCount(2);
  await editor.saved();
});

test('ids and types are not shown until asked for', async ({ page, account: _, baseURL }) => {
  const { editor } = await open(page, baseURL, 'shape');
  await expect(editor.inspector).not.toContainText('data.transform');
  await expect(editor.inspector.getByText(/^id /)).toHaveCount(0);
  await editor.inspector.getByRole('button', { name: 'Details' }).press('Enter');
  const menu = page.getByRole('menu');
  await expect(menu.getByRole('menuitem', { name: 'Copy id shape' })).toBeVisible();
  await expect(menu.getByRole('menuitem', { name: 'Copy type data.transform' })).toBeVisible();
});
