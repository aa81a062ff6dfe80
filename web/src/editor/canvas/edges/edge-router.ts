import type { GraphDocument } from '@muster/schema';
import type { Point } from '../../core/graph/document';
import { type Box, CardIndex, overlap } from '../../core/routing/card-index';
import { boxOfRun } from '../../core/routing/line-search';
import { cornersOf, type Route, roundedPath, withoutRepeats } from '../../core/routing/route';
import { type EdgeEnd, entersCard, routeAround } from '../../core/routing/route-around';
import { type LabelChoice, type LabelPlace, labelChoices } from './edge-label';

/** A card on the canvas; a member inside an open squad has that squad as its parent. */
export interface RoutedCard {
  id: string;
  box: Box;
  parentId: string | undefined;
}

/** An edge to be drawn. */
export interface EdgeToRoute {
  id: string;
  from: EdgeEnd;
  to: EdgeEnd;
  parentId: string | undefined;
  /** The word that stands on it, if any. */
  word?: string;
}

export interface EdgePath {
  /** An SVG path. */
  d: string;
  /** Where its word stands. */
  label: LabelPlace | null;
}

interface Routed {
  edge: EdgeToRoute;
  path: EdgePath;
  extent: Box;
  corners: readonly Point[];
  /** The room its word takes, if it has one. */
  label: Box | null;
}

const radius = 8;
/** Cards that come to rest this long make edges give way, in milliseconds. */
const settleMs = 100;
/** How long one turn of finding ways may take, in milliseconds. */
const turnMs = 5;

/**
 * Finds the way of every edge that is drawn, and finds it anew only when its ends or the cards on it have moved. While
 * a card moves, only its own edges follow; the others give way when it rests.
 */
export class EdgeRouter {
  readonly #cards = new Map<string | undefined, CardIndex>();
  readonly #parents = new Map<string, string | undefined>();
  readonly #routed = new Map<string, Routed>();
  readonly #listeners = new Map<string, () => void>();
  #routes: NonNullable<GraphDocument['view']>['routes'];
  #changed: Box[] = [];
  readonly #stale = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn: ReturnType<typeof setTimeout> | undefined;

  /** Sets the bends the document has for its edges. */
  setRoutes(routes: NonNullable<GraphDocument['view']>['routes']): void {
    if (routes === this.#routes) return;
    const before = this.#routes;
    this.#routes = routes;
    for (const id of this.#routed.keys()) if (routeIn(before, id) !== routeIn(routes, id)) this.#stale.add(id);
    if (this.#stale.size === 0) return;
    clearTimeout(this.#turn);
    this.#turn = setTimeout(() => this.#renew(), 0);
  }

  /** Says where all cards are. */
  setCards(cards: Iterable<RoutedCard>): void {
    const first = this.#parents.size === 0;
    const gone = new Set(this.#parents.keys());
    for (const { id, box, parentId } of cards) {
      gone.delete(id);
      const index = this.#cardsIn(parentId);
      const before = this.#parents.get(id) === parentId ? index.get(id) : undefined;
      if (
        before &&
        before.x === box.x &&
        before.y === box.y &&
        before.width === box.width &&
        before.height === box.height
      ) {
        continue;
      }
      this.#drop(id);
      this.#parents.set(id, parentId);
      index.set(id, box);
      this.#changed.push(box);
    }
    for (const id of gone) this.#drop(id);
    if (first) this.#changed = [];
    if (this.#changed.length === 0) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#settle(), settleMs);
  }

  /** Puts every edge that a moved card stood on, or stands on now, up for another way. */
  #settle(): void {
    const changed = this.#changed;
    this.#changed = [];
    for (const [id, { extent }] of this.#routed) {
      if (changed.some((box) => overlap(box, extent))) this.#stale.add(id);
    }
    this.#renew();
  }

  /** Finds the ways of edges that are up for one, a few at a time, so that no turn takes long. */
  #renew(): void {
    clearTimeout(this.#turn);
    const end = performance.now() + turnMs;
    for (const id of this.#stale) {
      this.#stale.delete(id);
      const known = this.#routed.get(id);
      if (known && this.#find(known.edge, known.path) !== known.path) this.#listeners.get(id)?.();
      if (performance.now() < end) continue;
      this.#turn = setTimeout(() => this.#renew(), 0);
      return;
    }
  }

  /** The way of an edge. The same object while nothing about it changed. */
  pathOf(edge: EdgeToRoute): EdgePath {
    const known = this.#routed.get(edge.id);
    if (known && sameEnd(known.edge.from, edge.from) && sameEnd(known.edge.to, edge.to)) return known.path;
    return this.#find(edge, known?.path);
  }

  #find(edge: EdgeToRoute, known: EdgePath | undefined): EdgePath {
    const corners = withoutRepeats(this.#cornersOf(edge));
    const choice = edge.word ? this.#chooseLabel(edge, edge.word, corners) : null;
    const path = { d: roundedPath(corners, radius), label: choice?.place ?? null };
    const kept = known?.d === path.d && samePlace(known.label, path.label) ? known : path;
    if (edge.word && known?.d !== path.d) this.#makeRoom(edge, corners);
    this.#routed.set(edge.id, { edge, path: kept, extent: extentOf(corners), corners, label: choice?.box ?? null });
    return kept;
  }

  /** The first place for an edge's word that nothing else takes; the one with least on it when there is none. */
  #chooseLabel(edge: EdgeToRoute, word: string, corners: readonly Point[]): LabelChoice | null {
    const others = [...this.#routed.values()].filter(
      (other) => other.edge.id !== edge.id && other.edge.parentId === edge.parentId,
    );
    const cards = this.#cardsIn(edge.parentId);
    let best: { choice: LabelChoice; count: number } | null = null;
    for (const choice of labelChoices(corners, word)) {
      let count = [...cards.within(choice.box)].length;
      for (const { label, corners: line } of others) {
        if (label && overlap(label, choice.box)) count += 1;
        if (runsThrough(line, choice.box)) count += 1;
      }
      if (count === 0) return choice;
      if (!best || count < best.count) best = { choice, count };
    }
    return best?.choice ?? null;
  }

  /** Words on which a new line stands go elsewhere a moment later. */
  #makeRoom(edge: EdgeToRoute, corners: readonly Point[]): void {
    for (const [id, { label, edge: other }] of this.#routed) {
      if (!label || id === edge.id || other.parentId !== edge.parentId || !runsThrough(corners, label)) continue;
      this.#stale.add(id);
    }
    if (this.#stale.size === 0) return;
    clearTimeout(this.#turn);
    this.#turn = setTimeout(() => this.#renew(), 0);
  }

  /** Calls `listener` when an edge has another way without having moved. Returns what ends it. */
  subscribe(edgeId: string, listener: () => void): () => void {
    this.#listeners.set(edgeId, listener);
    return () => {
      this.#listeners.delete(edgeId);
      this.#routed.delete(edgeId);
    };
  }

  dispose(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#turn);
  }

  #cornersOf({ id, from, to, parentId }: EdgeToRoute): Point[] {
    const cards = this.#cardsIn(parentId);
    const route = parentId === undefined ? routeIn(this.#routes, id) : undefined;
    if (route && from.side === 'right' && to.side === 'left') {
      const corners = cornersOf({ x: from.x, y: from.y }, { x: to.x, y: to.y }, route);
      if (!entersCard(trimmed(corners), cards)) return corners;
    }
    return routeAround(from, to, cards);
  }

  #cardsIn(parentId: string | undefined): CardIndex {
    let cards = this.#cards.get(parentId);
    if (!cards) {
      cards = new CardIndex();
      this.#cards.set(parentId, cards);
    }
    return cards;
  }

  #drop(id: string): void {
    if (!this.#parents.has(id)) return;
    const index = this.#cardsIn(this.#parents.get(id));
    const box = index.get(id);
    if (box) this.#changed.push(box);
    index.delete(id);
    this.#parents.delete(id);
  }
}

const routeIn = (routes: Record<string, Route> | undefined, id: string): Route | undefined =>
  routes && Object.hasOwn(routes, id) ? routes[id] : undefined;

const sameEnd = (a: EdgeEnd, b: EdgeEnd): boolean => a.x === b.x && a.y === b.y && a.side === b.side;

const samePlace = (a: LabelPlace | null, b: LabelPlace | null): boolean =>
  a === b || (a !== null && b !== null && a.x === b.x && a.y === b.y && a.anchor === b.anchor);

const runsThrough = (line: readonly Point[], box: Box): boolean =>
  line.slice(1).some((to, index) => overlap(boxOfRun(line[index] ?? to, to), box));

/** Ends stand at the borders of their cards, or a little inside, where the port is. */
const trim = 8;
function trimmed(corners: readonly Point[]): Point[] {
  const points = corners.map((corner) => ({ ...corner }));
  const [first, last] = [points[0], points.at(-1)];
  if (first) first.x += trim;
  if (last) last.x -= trim;
  return points;
}

function extentOf(corners: readonly Point[]): Box {
  const xs = corners.map(({ x }) => x);
  const ys = corners.map(({ y }) => y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  const room = 16;
  return { x: x - room, y: y - room, width: Math.max(...xs) - x + 2 * room, height: Math.max(...ys) - y + 2 * room };
}
