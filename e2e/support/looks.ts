import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './test';

const everyTag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** In light and in dark no finding of axe by the rules of WCAG 2.2 AA, and nothing hangs over the right edge. */
export async function looksRight(page: Page, what: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const axe = new AxeBuilder({ page });
    // Only colours differ in the dark.
    if (colorScheme === 'light') axe.withTags(everyTag);
    else axe.withRules(['color-contrast']);
    await looksRightNow(page, axe, `${what} in ${colorScheme}`);
  }
}

async function looksRightNow(page: Page, axe: AxeBuilder, what: string): Promise<void> {
  await test.step(what, async () => {
    const { violations } = await axe.analyze();
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary?.split('\n')[1] ?? ''}`),
    );
    expect.soft(found, `axe on ${what}`).toEqual([]);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect.soft(over, `pixels ${what} is wider than the window`).toBeLessThanOrEqual(0);
    const cut = await page
      .locator('header :is(a, button), footer button')
      .evaluateAll((controls) =>
        controls.filter((one) => one.getBoundingClientRect().right > window.innerWidth).map((one) => one.outerHTML),
      );
    expect.soft(cut, `buttons of ${what} beyond the right edge`).toEqual([]);
  });
}
