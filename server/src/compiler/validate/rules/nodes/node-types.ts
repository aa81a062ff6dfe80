import type { Diagnostic } from '@muster/schema';
import { called, diagnostic, nearest } from '../../../diagnostics';
import { catalogueOf } from '../../../env';
import type { Rule } from '../rule';

/**
 * Every node is of a type, and of a version of it, that this server knows. An unknown one is kept in drafts and refused
 * here; an older version compiles as drawn, and the finding says that there is a newer one.
 */
export const nodeTypes: Rule = ({ nodes }, env) => {
  const catalogue = catalogueOf(env);
  return [...nodes.values()].flatMap((node): Diagnostic[] => {
    const newest = catalogue.findNewest(node.type);
    if (node.definition !== null) {
      if (!newest || newest.version === node.definition.version) return [];
      return [
        diagnostic('NODE_VERSION_OLDER', {
          nodes: [node.id],
          message: `${called(node)} uses version ${node.typeVersion} of ${newest.title}; the newest is ${newest.version}.`,
          fix: `It works as before. To use the new version, replace it with a new ${newest.title} node.`,
        }),
      ];
    }
    if (newest) {
      return [
        diagnostic('NODE_VERSION_UNKNOWN', {
          nodes: [node.id],
          message: `${called(node)} uses version ${node.typeVersion} of ${node.type}; this server has up to ${newest.version}.`,
          fix: 'Update Muster, or replace the node.',
        }),
      ];
    }
    const types = catalogue.newest.map(({ type }) => type);
    const near = nearest(node.type, types);
    return [
      diagnostic('NODE_TYPE_UNKNOWN', {
        nodes: [node.id],
        message: `${called(node)} is of type ${node.type}, which this Muster does not know.`,
        fix: near ? `Did you mean ${near}?` : 'Replace the node, or update Muster.',
      }),
    ];
  });
};
