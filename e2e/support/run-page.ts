import { expect, type Locator, type Page } from '@playwright/test';

/** What a person has seen of a run so far. */
export interface Seen {
  /** Type and number of every event listed, from the first. */
  events: string[];
  /** Number of the last of them. */
  last: number;
}

/** The page of a run as a person sees it. */
export class RunPage {
  constructor(readonly page: Page) {}

  node(id: string): Locator {
    return this.page.getByTestId(`node-${id}`);
  }

  /** What a screen reader is told of the run's progress. */
  get progress(): Locator {
    return this.page.getByRole('status', { name: 'Progress of the run' });
  }

  /** The node lies on the canvas where it can be seen, whole. */
  async seesNode(id: string): Promise<void> {
    await expect
      .poll(async () =>
        isWithin(await this.node(id).boundingBox(), await this.page.getByTestId('canvas').boundingBox()),
      )
      .toBe(true);
  }

  tab(name: string): Locator {
    return this.page.getByRole('tab', { name, exact: true });
  }

  /** The conversation that is open. */
  get words(): Locator {
    return this.page.getByRole('log');
  }

  /** A conversation in the list beside the words. */
  conversation(who: string): Locator {
    return this.page.getByRole('navigation', { name: 'Conversations' }).getByRole('button', { name: who });
  }

  /** Number of the event the page stands at, as the scrubber says. */
  async seq(): Promise<number> {
    const words = await this.page.getByRole('slider', { name: 'Event shown' }).getAttribute('aria-valuetext');
    return Number(/event (\d+)/.exec(words ?? '')?.[1] ?? 0);
  }

  /** The run has come that far. */
  async reaches(seq: number): Promise<void> {
    await expect.poll(() => this.seq(), { timeout: 60_000 }).toBeGreaterThanOrEqual(seq);
  }

  /** Where the run stands, and the first events as they are listed now; quick, since the run goes on meanwhile. */
  async shown(): Promise<{ seq: number; events: string[] }> {
    const seq = await this.seq();
    await this.tab('Events').click();
    const list = this.page.getByRole('listbox', { name: 'Events of the run' });
    const first = list.getByRole('option').and(this.page.locator('[aria-posinset="1"]'));
    await list.evaluate((box) => box.scrollTo({ top: 0 }));
    await expect(first).toBeVisible();
    return { seq, events: (await rowsOf(list)).map(([, text]) => text) };
  }

  /** Something is being written, and a moment later there is more of it. */
  async seeWordsGrow(): Promise<void> {
    await this.tab('Messages').click();
    const draft = this.words.getByRole('listitem').filter({ hasText: 'writing' });
    await expect(draft).toBeVisible();
    const length = async (): Promise<number> => (await this.words.textContent())?.length ?? 0;
    const before = await length();
    await expect.poll(length).toBeGreaterThan(before);
    await expect(draft).toBeVisible();
  }

  /** Reads the list of events from its top to its end; only the rows in sight are drawn. */
  async remember(): Promise<Seen> {
    await this.tab('Events').click();
    const list = this.page.getByRole('listbox', { name: 'Events of the run' });
    const row = (position: number): Locator => list.locator(`[aria-posinset="${position}"]`);
    await list.evaluate((box) => box.scrollTo({ top: 0 }));
    const rows = new Map<number, string>();
    for (let next = 1; ; next = Math.max(...rows.keys()) + 1) {
      await row(next).waitFor();
      for (const [position, text] of await rowsOf(list)) rows.set(position, text);
      const last = row(Math.max(...rows.keys()));
      if (Number(await last.getAttribute('aria-setsize')) <= rows.size) break;
      await last.evaluate((element) => element.scrollIntoView({ block: 'start' }));
    }
    const events = [...rows].sort(([left], [right]) => left - right).map(([, text]) => text);
    return { events, last: Number(events.at(-1)?.split(' ')[0]) };
  }

  /** Every event seen earlier is listed again, in the same order, from the first and without a gap. */
  async hasAll(seen: Seen): Promise<void> {
    await expect(async () => {
      const now = await this.remember();
      expect(now.events.slice(0, seen.events.length)).toEqual(seen.events);
      expect(now.events.map((event) => Number(event.split(' ')[0]))).toEqual(now.events.map((_, index) => index + 1));
    }).toPass({ timeout: 20_000 });
  }

  /** The run is over and stands as the word says: `done`, `failed`, `cancelled`. */
  async ended(word: string): Promise<void> {
    await expect(this.page.getByRole('banner').getByRole('status').filter({ hasText: word })).toBeVisible({
      timeout: 90_000,
    });
  }
}

/** The events drawn now: their place in the list and their words. */
const rowsOf = (list: Locator): Promise<[position: number, text: string][]> =>
  list
    .getByRole('option')
    .evaluateAll((options) =>
      options.map((option): [number, string] => [
        Number(option.getAttribute('aria-posinset')),
        [...option.children].map((cell) => cell.textContent).join(' '),
      ]),
    );

interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

const isWithin = (inner: Rectangle | null, outer: Rectangle | null): boolean =>
  inner !== null &&
  outer !== null &&
  inner.x >= outer.x - 1 &&
  inner.y >= outer.y - 1 &&
  inner.x + inner.width <= outer.x + outer.width + 1 &&
  inner.y + inner.height <= outer.y + outer.height + 1;

/** How large the canvas shows the graph, in percent. */
export async function zoomOf(page: Page): Promise<number> {
  const label = await page
    .getByRole('group', { name: 'Zoom' })
    .getByRole('button', { name: /^Zoom \d+/ })
    .getAttribute('aria-label');
  return Number(/\d+/.exec(label ?? '')?.[0]);
}
