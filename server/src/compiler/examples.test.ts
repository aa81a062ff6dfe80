import { readdirSync, readFileSync } from 'node:fs';
import { type GraphDocument, isJsonObject, type Json, readGraph } from '@muster/schema';
import { Ajv2020 } from 'ajv/dist/2020';
import { describe, expect, it } from 'vitest';
import type { CompileEnv } from './env';
import { compile } from './pipeline';

const folder = new URL('../../../prisma/seed/examples/', import.meta.url);
const slugs = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const read = (slug: string, file: string) => readFileSync(new URL(`${slug}/${file}`, folder), 'utf8');
const env: CompileEnv = {
  squads: new Map(slugs.map((slug) => [`example:${slug}`, { name: slug, versionId: 'ver_example', members: 3 }])),
};

function documentOf(slug: string): GraphDocument {
  const reading = readGraph(read(slug, 'graph.json'));
  if (!reading.ok) throw new Error(JSON.stringify(reading.errors));
  return reading.document;
}

it('there are the five a new workspace receives', () => {
  expect(slugs.sort()).toEqual(['bug-squad', 'fix-a-bug-report', 'release-notes', 'review-squad', 'support-mail']);
});

describe.each(slugs)('the example %s', (slug) => {
  it('compiles without a single finding', () => {
    const { diagnostics, compiled } = compile(read(slug, 'graph.json'), env);
    expect(diagnostics).toEqual([]);
    expect(compiled?.report.worstCaseModelCalls).toBeGreaterThan(0);
  });

  it('hands tasks only to squads that are examples too', () => {
    const named = documentOf(slug).nodes.flatMap(({ config }) =>
      config.workflowId === undefined ? [] : [config.workflowId],
    );
    for (const id of named) {
      expect(env.squads.has(String(id))).toBe(true);
      expect(documentOf(String(id).replace('example:', '')).kind).toBe('squad');
    }
  });

  it('has every node on the canvas, and no two on top of each other', () => {
    const { nodes, view } = documentOf(slug);
    const places = nodes.map(({ id }) => view?.nodes[id]);
    for (const [index, place] of places.entries()) {
      expect(place).toBeDefined();
      for (const other of places.slice(index + 1)) {
        const apart =
          Math.abs((place?.x ?? 0) - (other?.x ?? 0)) >= 240 || Math.abs((place?.y ?? 0) - (other?.y ?? 0)) >= 120;
        expect(apart).toBe(true);
      }
    }
  });

  it('has an input that its start accepts', () => {
    const input = JSON.parse(read(slug, 'input.json')) as Json;
    const trigger = documentOf(slug).nodes.find(({ type }) => type === 'trigger.manual');
    if (!trigger) expect(isJsonObject(input) && typeof input.title).toBe('string');
    else expect(new Ajv2020().validate(trigger.config.inputSchema as object, input)).toBe(true);
  });

  it('begins with its name and a description', () => {
    const [title, blank, description] = read(slug, 'expect.md').split('\n');
    expect(title).toMatch(/^# [A-Z].{4,60}$/);
    expect(blank).toBe('');
    expect(description?.length).toBeGreaterThan(40);
  });
});
