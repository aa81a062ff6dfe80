import { readFileSync } from 'node:fs';
import type { GraphDocument } from '@muster/schema';
import { describe, expect, it } from 'vitest';
import type { Point } from '../../core/graph/document';
import type { ShapeOf } from '../../core/layout/layout';
import { inProcessLayout } from '../../core/layout/testing';
import { type Box, overlap } from '../../core/routing/card-index';
import { speechEnds } from '../model/speech-ends';
import { EdgeRouter } from './edge-router';
import { edgeEnd } from './edge-routing';

type Edges = Pick<GraphDocument, 'nodes' | 'edges'>;

const card = { width: 208, height: 88 };
const speeches = ['delegate', 'ask', 'review'];
const shapeOf: ShapeOf = () => ({
  size: card,
  in: [{ id: 'in', y: 17 }],
  out: speeches.map((id, index) => ({ id, y: 17 + 16 * index })),
});
const engine = inProcessLayout();

const seeded = (slug: string): GraphDocument =>
  JSON.parse(readFileSync(new URL(`../../../../../prisma/seed/examples/${slug}/graph.json`, import.meta.url), 'utf8'));

/** A squad of so many members in which each is turned to by one before it, and some turn to others. */
function randomSquad(size: number, seed: number): GraphDocument {
  let state = seed;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const links = Array.from({ length: size - 1 }, (_, index) => [random(index + 1), random(3), index + 1] as const);
  const more = Array.from({ length: Math.floor(size / 3) }, () => [random(size), random(3), random(size)] as const);
  const edges = [...links, ...more.filter(([from, , to]) => from !== to)].map(([from, speech, to], index) => ({
    id: `e${index}`,
    source: { node: `m${from}`, port: speeches[speech] ?? 'ask' },
    target: { node: `m${to}`, port: 'in' },
  }));
  const nodes = Array.from({ length: size }, (_, index) => ({
    id: `m${index}`,
    type: 'agent.llm',
    typeVersion: 1,
    name: `Member ${index}`,
    config: {},
  }));
  return { schemaVersion: 1, kind: 'squad', nodes, edges: withoutRepeats(edges) };
}

const withoutRepeats = (edges: GraphDocument['edges']): GraphDocument['edges'] => [
  ...new Map(edges.map((edge) => [`${edge.source.node} ${edge.source.port} ${edge.target.node}`, edge])).values(),
];

interface Drawn {
  id: string;
  points: Point[];
  label: Box;
}

/** Where every edge and its word are drawn when the members stand at `places`. */
async function drawn({ edges }: Edges, places: ReadonlyMap<string, Point>): Promise<Drawn[]> {
  const router = new EdgeRouter();
  router.setCards([...places].map(([id, place]) => ({ id, box: { ...place, ...card }, parentId: undefined })));
  const toRoute = edges.map(({ id, source, target }) => {
    const [from, to] = [places.get(source.node), places.get(target.node)];
    if (!from || !to) throw new Error(`${id} has no ends`);
    const ends = speechEnds({ ...from, ...card }, { ...to, ...card }, source.port);
    return {
      id,
      word: source.port,
      from: edgeEnd(ends.sourceX, ends.sourceY, ends.sourcePosition),
      to: edgeEnd(ends.targetX, ends.targetY, ends.targetPosition),
      parentId: undefined,
    };
  });
  for (const edge of toRoute) router.pathOf(edge);
  await new Promise((resolve) => setTimeout(resolve, 20));
  return toRoute.map((edge) => {
    const { d, label } = router.pathOf(edge);
    if (!label) throw new Error(`${edge.id} has no word`);
    const width = edge.word.length * 6;
    const shift = { start: 0, middle: width / 2, end: width }[label.anchor];
    return { id: edge.id, points: pointsOf(d), label: { x: label.x - shift, y: label.y - 8, width, height: 10 } };
  });
}

/** Points along a drawn path, close to each other where it is rounded. */
function pointsOf(d: string): Point[] {
  const points: Point[] = [];
  for (const [, kind, numbers = ''] of d.matchAll(/([MLQ])([^MLQ]+)/g)) {
    const [x = 0, y = 0, endX = 0, endY = 0] = numbers.trim().split(/\s+/).map(Number);
    const last = points.at(-1);
    if (kind !== 'Q' || !last) {
      points.push({ x, y });
      continue;
    }
    for (const t of [0.25, 0.5, 0.75, 1]) {
      const bend = (from: number, by: number, to: number) => (1 - t) ** 2 * from + 2 * t * (1 - t) * by + t ** 2 * to;
      points.push({ x: bend(last.x, x, endX), y: bend(last.y, y, endY) });
    }
  }
  return points;
}

/** Words that stand on other words, on cards or on the lines of other edges. */
function collisions(all: readonly Drawn[], places: ReadonlyMap<string, Point>): string[] {
  return all.flatMap(({ id, label }, index) => [
    ...all
      .slice(index + 1)
      .flatMap((other) => (overlap(label, other.label) ? [`${id} on the word of ${other.id}`] : [])),
    ...all.flatMap((other) =>
      other.id !== id && onLine(label, other.points) ? [`${id} on the line of ${other.id}`] : [],
    ),
    ...[...places].flatMap(([node, place]) => (overlap(label, { ...place, ...card }) ? [`${id} on ${node}`] : [])),
  ]);
}

const onLine = (label: Box, points: readonly Point[]): boolean =>
  points.slice(1).some((to, index) => {
    const from = points[index] ?? to;
    const [x, y] = [Math.min(from.x, to.x), Math.min(from.y, to.y)];
    return overlap(label, { x, y, width: Math.abs(from.x - to.x), height: Math.abs(from.y - to.y) });
  });

describe('words on the edges of a squad stand free of each other, of cards and of other lines', () => {
  it.each(['bug-squad', 'review-squad'])('in the example %s, as it is seeded and after Tidy', async (slug) => {
    const squad = seeded(slug);
    const { places } = await engine.layout(squad, shapeOf);
    expect(collisions(await drawn(squad, places), places)).toEqual([]);
    const own = new Map(Object.entries(squad.view?.nodes ?? {}));
    if (own.size > 0) expect(collisions(await drawn(squad, own), own)).toEqual([]);
  });

  it('in random squads of 3 to 8 members after Tidy', async () => {
    const found: string[] = [];
    for (let seed = 1; seed <= 40; seed++) {
      const squad = randomSquad(3 + (seed % 6), seed * 7919);
      const { places } = await engine.layout(squad, shapeOf);
      found.push(...collisions(await drawn(squad, places), places).map((text) => `squad ${seed}: ${text}`));
    }
    expect(found).toEqual([]);
  });
});
