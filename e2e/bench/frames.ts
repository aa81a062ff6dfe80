import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from '@playwright/test';

const measuredMs = 3_000;
/** More often than any frame, as a mouse reports. */
const everyMs = 7;

/** Where the mouse goes while it is held down: in the window, back and forth so that nothing leaves it. */
interface Drag {
  from: { x: number; y: number };
  /** How far it goes in each direction, in pixels. */
  reach: number;
  /** The element whose `transform` shows that a frame was drawn. */
  moving: string;
}

/** Drags for three seconds and gives the frames a second in which what moves had moved, one value for each half second. */
export async function draggedFrames(page: Page, { from, reach, moving }: Drag): Promise<number[]> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (let step = 1; step <= 5; step += 1) await page.mouse.move(from.x + step * 3, from.y + step);
  await page.evaluate(watchFrames, moving);
  const sent: Promise<void>[] = [];
  const begun = performance.now();
  for (let step = 0; performance.now() - begun < measuredMs; step += 1) {
    const turn = (step * 2) % (4 * reach);
    const offset = turn < 2 * reach ? turn - reach : 3 * reach - turn;
    sent.push(page.mouse.move(from.x + offset, from.y + offset / 3));
    await delay(everyMs);
  }
  const times = await page.evaluate(() => (window as unknown as Watching).stopWatching());
  await Promise.all(sent);
  await page.mouse.up();
  return perHalfSecond(times);
}

interface Watching {
  stopWatching(): number[];
}

/** Runs in the page: notes the time of every frame in which the element had moved since the one before. */
function watchFrames(selector: string): void {
  const element = document.querySelector<HTMLElement>(selector);
  if (!element) throw new Error(`no ${selector}`);
  const watch = {
    times: [] as number[],
    last: element.style.transform,
    over: false,
    look(now: number): void {
      if (element.style.transform !== watch.last) watch.times.push(now);
      watch.last = element.style.transform;
      if (!watch.over) requestAnimationFrame(watch.look);
    },
  };
  requestAnimationFrame(watch.look);
  Object.assign(window, {
    stopWatching() {
      watch.over = true;
      return watch.times;
    },
  });
}

function perHalfSecond(times: readonly number[]): number[] {
  const [first = 0] = times;
  const counts = Array.from({ length: measuredMs / 500 }, () => 0);
  for (const time of times) {
    const slot = Math.floor((time - first) / 500);
    if (slot < counts.length) counts[slot] = (counts[slot] ?? 0) + 1;
  }
  return counts.map((count) => count * 2);
}
