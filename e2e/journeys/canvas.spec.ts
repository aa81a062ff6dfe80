import type { Locator, Page } from '@playwright/test';
import { boxOf, Editor } from '../support/editor';
import { looksRight } from '../support/looks';
import { expect, test } from '../support/test';
import { pipelineOf, Workflows } from '../support/workflows';

const step = (id: string) => ({ id, type: 'data.transform', name: `Step ${id}`, config: { output: 'text' } });
/** Two rows: `start` and `b` above, `a` and `c` below. */
const graph = {
  ...pipelineOf(
    [{ id: 'start', type: 'trigger.manual', name: 'Start' }, step('a'), step('b'), step('c')],
    ['start>a', 'a>b', 'b>c'],
  ),
  view: {
    nodes: { start: { x: 0, y: 0 }, a: { x: 280, y: 200 }, b: { x: 560, y: 0 }, c: { x: 280, y: 440 } },
    notes: [],
  },
};

const selected = (page: Page): Locator =>
  page.getByTestId('canvas').locator(':is(.muster-card, .muster-note, .muster-edge).is-selected');
const idsOf = (items: Locator): Promise<string[]> =>
  items.evaluateAll((all) => all.map((one) => one.getAttribute('data-testid') ?? '').sort());
const notes = (page: Page): Locator => page.getByTestId('canvas').locator('.muster-note');

/** Draws a box with Shift held, from one point of the window to another. */
async function drawBox(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.keyboard.down('Shift');
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
}

/** Draws a box that covers all of `a` and a part of `b`. */
async function boxAroundAB(page: Page, editor: Editor): Promise<void> {
  const a = await boxOf(editor.node('a'));
  const b = await boxOf(editor.node('b'));
  await drawBox(page, { x: a.x - 20, y: a.y + a.height + 20 }, { x: b.x + b.width / 2, y: b.y + b.height / 2 });
}

async function pressIn(page: Page, box: { x: number; y: number }): Promise<void> {
  await page.mouse.move(box.x + 60, box.y + 50);
  await page.mouse.down();
  await page.mouse.up();
}

/** A place of the canvas where nothing stands. */
async function emptyPlace(page: Page): Promise<{ x: number; y: number }> {
  const box = await boxOf(page.getByTestId('canvas'));
  return { x: box.x + box.width - 30, y: box.y + 30 };
}

/** Chooses from the command menu by keys alone. */
async function command(page: Page, search: string, choice: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('dialog', { name: 'Search or jump to…' }).getByRole('combobox')).toBeFocused();
  await page.keyboard.type(search);
  await expect(page.getByRole('option', { selected: true })).toContainText(choice);
  await page.keyboard.press('Enter');
}

let editor: Editor;
test.beforeEach(async ({ page, account: _, baseURL }) => {
  editor = new Editor(page);
  await page.goto(`/workflows/${await new Workflows(page, baseURL).create('Canvas', graph)}`);
  await expect(editor.node('c')).toBeVisible();
});

test('a box selects the nodes it touches and the edges between them, and Delete removes just what is selected', async ({
  page,
}) => {
  await boxAroundAB(page, editor);
  expect(await idsOf(selected(page))).toEqual(['edge-a-b', 'node-a', 'node-b']);
  await page.keyboard.press('Delete');
  await expect(editor.node('a')).toBeHidden();
  await expect(editor.node('b')).toBeHidden();
  await expect(editor.node('start')).toBeVisible();
  await expect(editor.node('c')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(editor.edge('Step b', 'Step c')).toBeAttached();
  await expect(editor.edge('Start', 'Step a')).toBeAttached();
});

test('a click on one of several selected selects it alone, and a drag of one moves all', async ({ page }) => {
  await boxAroundAB(page, editor);
  const before = { a: await boxOf(editor.node('a')), b: await boxOf(editor.node('b')) };
  await page.mouse.move(before.a.x + 60, before.a.y + 50);
  await page.mouse.down();
  await page.mouse.move(before.a.x + 60, before.a.y + 90, { steps: 4 });
  await page.mouse.up();
  expect((await boxOf(editor.node('a'))).y).toBeGreaterThan(before.a.y + 20);
  expect((await boxOf(editor.node('b'))).y).toBeGreaterThan(before.b.y + 20);
  expect(await idsOf(selected(page))).toContain('node-b');
  await editor.node('a').click();
  expect(await idsOf(selected(page))).toEqual(['node-a']);
  await expect(editor.nameField).toHaveValue('Step a');
});

test('what undo takes away is not selected any more', async ({ page }) => {
  await editor.node('c').click();
  await page.keyboard.press('ControlOrMeta+d');
  await editor.node('a').click({ modifiers: ['Shift'] });
  await expect(editor.inspector.getByText('2 selected')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(editor.nameField).toHaveValue('Step a');
  expect(await idsOf(selected(page))).toEqual(['node-a']);
});

test('Escape once clears the selection, whatever had the focus', async ({ page }) => {
  await boxAroundAB(page, editor);
  await page.keyboard.press('Escape');
  await expect(selected(page)).toHaveCount(0);
  await editor.select('a');
  await editor.nameField.click();
  await page.keyboard.press('Escape');
  await expect(selected(page)).toHaveCount(0);
  await editor.select('a');
  await page.getByRole('searchbox', { name: 'Add a node' }).click();
  await page.keyboard.press('Escape');
  await expect(selected(page)).toHaveCount(0);
});

test('Escape closes what is on top first: a menu, then an edge that is drawn', async ({ page }) => {
  await editor.select('a');
  const place = await emptyPlace(page);
  await page.mouse.dblclick(place.x, place.y);
  await expect(page.getByTestId('quick-add')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('quick-add')).toBeHidden();

  await editor.select('a');
  const port = await boxOf(editor.port('c', 'out'));
  await page.mouse.move(port.x + port.width / 2, port.y + port.height / 2);
  await page.mouse.down();
  await page.mouse.move(place.x - 40, place.y + 60, { steps: 6 });
  await expect(page.locator('.react-flow__connection')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('.react-flow__connection')).toBeHidden();
  await expect(editor.node('a')).toHaveClass(/is-selected/);
  await page.mouse.up();
  await expect(page.getByTestId('quick-add')).toBeHidden();
  await expect(page.getByTestId('canvas').locator('.react-flow__edge')).toHaveCount(3);
});

test('a node is pressed at once after the view was moved, by drag and by wheel', async ({ page }) => {
  const place = await emptyPlace(page);
  await page.mouse.move(place.x, place.y);
  await page.mouse.down();
  await page.mouse.move(place.x - 40, place.y + 20, { steps: 5 });
  await page.mouse.up();
  await pressIn(page, await boxOf(editor.node('a')));
  expect(await idsOf(selected(page))).toEqual(['node-a']);

  // The inspector has opened where the pointer was.
  await expect(editor.inspector).toBeVisible();
  const beside = await emptyPlace(page);
  await page.mouse.move(beside.x, beside.y);
  const before = (await boxOf(editor.node('b'))).y;
  await page.mouse.wheel(0, 30);
  await expect.poll(async () => (await boxOf(editor.node('b'))).y, { intervals: [10] }).not.toBe(before);
  await pressIn(page, await boxOf(editor.node('b')));
  expect(await idsOf(selected(page))).toEqual(['node-b']);
});

test('a note lands where nothing stands, and is resized by its corner', async ({ page }) => {
  await page.getByTestId('canvas').click({ position: { x: 20, y: 20 } });
  await page.keyboard.press('n');
  await page.keyboard.type('For the reader');
  await page.keyboard.press('Escape');
  const note = notes(page);
  await expect(note).toHaveText('For the reader');
  const before = await boxOf(note);
  for (const id of ['start', 'a', 'b', 'c']) {
    const card = await boxOf(editor.node(id));
    const apart =
      card.x >= before.x + before.width ||
      before.x >= card.x + card.width ||
      card.y >= before.y + before.height ||
      before.y >= card.y + card.height;
    expect(apart, `the note covers ${id}`).toBe(true);
  }
  const corner = await boxOf(page.locator('.react-flow__resize-control.bottom.right.handle'));
  await page.mouse.move(corner.x + corner.width / 2, corner.y + corner.height / 2);
  await page.mouse.down();
  await page.mouse.move(corner.x + 60, corner.y + 40, { steps: 5 });
  await page.mouse.up();
  await expect.poll(async () => (await boxOf(note)).width).toBeGreaterThan(before.width + 30);
  const resized = await boxOf(note);
  await editor.saved();
  await page.reload();
  await expect
    .poll(async () => Math.round(((await boxOf(note)).width / (await boxOf(note)).height) * 10))
    .toBe(Math.round((resized.width / resized.height) * 10));
});

test('a note without a mouse: add, write, size, undo', async ({ page }) => {
  await command(page, 'note', 'Add a note');
  await expect(notes(page).getByRole('textbox', { name: 'Note' })).toBeFocused();
  await page.keyboard.type('By keys');
  await page.keyboard.press('Escape');
  await expect(notes(page)).toHaveText('By keys');
  await page.keyboard.press('Enter');
  await expect(notes(page).getByRole('textbox', { name: 'Note' })).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.type(' alone');
  await page.keyboard.press('Escape');
  await expect(notes(page)).toHaveText('By keys alone');
  await looksRight(page, 'the panel of a note');
  await editor.inspector.getByLabel('Width').fill('400');
  await editor.inspector.getByLabel('Width').press('Enter');
  const wide = (await boxOf(notes(page))).width;
  await page.getByRole('button', { name: 'Undo: Resize a note' }).click();
  await expect.poll(async () => (await boxOf(notes(page))).width).toBeLessThan(wide - 50);
});

test('typing where a field lost the focus changes nothing on the canvas', async ({ page }) => {
  await editor.select('a');
  await editor.nameField.click();
  await editor.nameField.evaluate((field) => (field as HTMLElement).blur());
  await page.keyboard.type('nt1');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Delete');
  await expect(notes(page)).toHaveCount(0);
  await expect(editor.node('a')).toBeVisible();
  await page.getByTestId('canvas').click({ position: { x: 20, y: 20 } });
  await page.keyboard.press('n');
  await expect(notes(page)).toHaveCount(1);
});

test('single-key shortcuts can be switched off, which is remembered', async ({ page }) => {
  const canvas = page.getByTestId('canvas');
  await canvas.click({ position: { x: 20, y: 20 } });
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await dialog.getByRole('switch', { name: 'Single-key shortcuts' }).click();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  for (const reloaded of [false, true]) {
    if (reloaded) await page.reload();
    await expect(editor.node('a')).toBeVisible();
    await canvas.click({ position: { x: 20, y: 20 } });
    await page.keyboard.type('n?/');
    await expect(notes(page)).toHaveCount(0);
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('searchbox', { name: 'Add a node' })).not.toBeFocused();
  }
});

test('/ opens the palette and takes every letter that follows at once', async ({ page }) => {
  await page.getByRole('button', { name: 'Hide the palette' }).click();
  await page.getByTestId('canvas').click({ position: { x: 60, y: 20 } });
  await page.getByTestId('canvas').evaluate((canvas) => {
    // Both before the next frame, as from a quick typist.
    canvas.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true, cancelable: true }));
    const field = document.activeElement;
    if (field instanceof HTMLInputElement) document.execCommand('insertText', false, 's');
  });
  await page.keyboard.type('top');
  await expect(page.getByRole('searchbox', { name: 'Add a node' })).toHaveValue('stop');
});

test('after the command menu and after connecting, the focus is where the work goes on', async ({ page }) => {
  const { keyboard } = page;
  await command(page, 'go step c', 'Step c');
  await expect(page.locator('.react-flow__node[data-id="c"]')).toBeFocused();
  await keyboard.press('c');
  const connect = editor.inspector.getByTestId('way-out').getByRole('combobox');
  await expect(connect).toBeFocused();
  await keyboard.press('Enter');
  await keyboard.type('no such node');
  await keyboard.press('Escape');
  await expect(connect).toBeFocused();

  await command(page, 'go start', 'Start');
  await expect(page.locator('.react-flow__node[data-id="start"]')).toBeFocused();
  await command(page, 'connect', 'Connect Start');
  await expect(connect).toBeFocused();
  await keyboard.press('Enter');
  await expect(page.getByRole('option', { name: 'Step c' })).toBeVisible();
  await keyboard.type('step c');
  await expect(page.getByRole('option')).toHaveCount(1);
  await keyboard.press('Enter');
  await expect(editor.inspector.getByRole('button', { name: /Disconnect out from Step c/ })).toBeVisible();
  await expect(connect).toBeFocused();

  await page.locator('.react-flow__node[data-id="a"]').focus();
  await keyboard.press('Enter');
  await expect(editor.nameField).toHaveValue('Step a');
  await keyboard.press('Enter');
  await expect(editor.inspector.locator(':focus')).toBeVisible();
});
