import { catalogue, findNode } from '@muster/nodes';
import { called, diagnostic, nearest } from '../../diagnostics';
import type { Rule } from '../rule';

/** Every node is of a type, and of a version of it, that this Muster knows (G4: kept in drafts, refused here). */
export const nodeTypes: Rule = ({ nodes }) =>
  [...nodes.values()]
    .filter((node) => node.definition === null)
    .map((node) => {
      const known = findNode(node.type);
      if (known) {
        return diagnostic('NODE_VERSION_UNKNOWN', {
          nodes: [node.id],
          message: `${called(node)} was made with version ${node.typeVersion} of ${node.type}; this Muster knows up to ${known.version}.`,
          fix: 'Update Muster, or replace the node.',
        });
      }
      const types = catalogue.map(({ type }) => type);
      const near = nearest(node.type, types);
      return diagnostic('NODE_TYPE_UNKNOWN', {
        nodes: [node.id],
        message: `${called(node)} is of type ${node.type}, which this Muster does not know.`,
        fix: near ? `Did you mean ${near}?` : 'Replace the node, or update Muster.',
      });
    });
