/** The part of the page an element belongs to, for what is drawn over it; null stands for the whole of it. */
export const landmarkOf = (element: Element | null): HTMLElement | null =>
  element?.closest<HTMLElement>('[role="dialog"], header, aside, section[aria-label], main') ?? null;
