import { expect, type Locator, type Page } from '@playwright/test';

/** The editor as a person sees it. Ports and cards have no words of their own, so those go by test id. */
export class Editor {
  constructor(readonly page: Page) {}

  get saveState(): Locator {
    return this.page.getByTestId('save-state');
  }

  get inspector(): Locator {
    return this.page.getByRole('complementary', { name: 'Inspector' });
  }

  node(id: string): Locator {
    return this.page.getByTestId(`node-${id}`);
  }

  port(nodeId: string, portId: string): Locator {
    return this.page.getByTestId(`port-${nodeId}-${portId}`);
  }

  edge(source: string, target: string): Locator {
    return this.page.getByRole('group', { name: new RegExp(`from ${source} to ${target}`, 'i') });
  }

  /** Everything drawn is with the server. */
  async saved(): Promise<void> {
    await expect(this.saveState).toHaveAttribute('data-state', 'saved');
  }

  /** Selects a node, so that the inspector shows it. */
  async select(nodeId: string): Promise<void> {
    await this.node(nodeId).click();
    await expect(this.nameField).toBeVisible();
  }

  get nameField(): Locator {
    return this.inspector.getByRole('textbox', { name: 'Name of the node' });
  }

  async rename(nodeId: string, name: string): Promise<void> {
    await this.select(nodeId);
    await this.nameField.fill(name);
  }

  /** Drags an edge from one port to another with the mouse. */
  async connect(from: [node: string, port: string], to: [node: string, port: string]): Promise<void> {
    const { mouse } = this.page;
    const start = await middleOf(this.port(...from));
    await mouse.move(start.x, start.y);
    await mouse.down();
    const end = await middleOf(this.port(...to));
    await mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 4 });
    await mouse.move(end.x, end.y, { steps: 4 });
    await mouse.up();
  }

  /** Drags a node type from the palette to a point of the window. */
  async dragFromPalette(title: string, to: { x: number; y: number }): Promise<void> {
    const canvas = this.page.getByTestId('canvas');
    const box = await boxOf(canvas);
    await this.page
      .getByRole('complementary', { name: 'Palette' })
      .getByRole('button', { name: title, exact: true })
      .dragTo(canvas, { targetPosition: { x: to.x - box.x, y: to.y - box.y } });
  }
}

export async function boxOf(locator: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await locator.boundingBox();
  if (!box) throw new Error('not on the page');
  return box;
}

async function middleOf(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await boxOf(locator);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
