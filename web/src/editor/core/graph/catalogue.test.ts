import type { NodeTypeManifest } from '@muster/schema';
import { describe, expect, it } from 'vitest';
import { catalogueOf, paletteOf, portsOf } from './catalogue';
import { addNode } from './operations';
import { sentenceFor } from './sentences';
import { testCatalogue, testDocument, testNode } from './testing';

const branch = testCatalogue.findNewest('flow.branch') as NodeTypeManifest;
const newer: NodeTypeManifest = {
  ...branch,
  version: 2,
  ports: { in: branch.ports.in, out: [{ id: 'yes', label: 'yes' }] },
  form: { ...branch.form, summary: ['the new sentence'] },
};
const older: NodeTypeManifest = { ...branch, form: { ...branch.form, summary: ['the old sentence'] } };

describe('a node type in two versions', () => {
  // The server answers with the newest first; the order must not matter.
  describe.each([
    ['newest first', [newer, older]],
    ['oldest first', [older, newer]],
  ])('%s', (_, nodeTypes) => {
    const catalogue = catalogueOf(nodeTypes);
    const drawn = testNode('a', 'flow.branch');

    it('offers the newest only', () => {
      expect(paletteOf(catalogue, 'pipeline').flatMap(({ items }) => items)).toEqual([newer]);
      const { document } = addNode(testDocument([]), newer, { x: 0, y: 0 });
      expect(document.nodes[0]?.typeVersion).toBe(2);
    });

    it('shows a node with the ports, form and sentence of its own version', () => {
      expect(catalogue.typeOf(drawn)).toBe(older);
      expect(portsOf(drawn, catalogue).out.map(({ id }) => id)).toEqual(['true', 'false']);
      expect(sentenceFor({ nodes: [drawn] }, drawn, catalogue)).toBe('the old sentence');
      const current = { ...drawn, typeVersion: 2 };
      expect(portsOf(current, catalogue).out.map(({ id }) => id)).toEqual(['yes']);
    });

    it('shows the newest for a version that the server does not have', () => {
      expect(catalogue.typeOf({ ...drawn, typeVersion: 7 })).toBe(newer);
      expect(catalogue.typeOf({ type: 'no.such', typeVersion: 1 })).toBeUndefined();
    });
  });
});
