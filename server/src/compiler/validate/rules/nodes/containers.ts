import { called, diagnostic } from '../../../diagnostics';
import type { Rule } from '../rule';

/** A node lives in a container only if that is one. The catalogue has none yet. */
export const containers: Rule = ({ nodes }) =>
  [...nodes.values()]
    .filter((node) => node.parentId !== null)
    .map((node) => {
      const parent = nodes.get(node.parentId ?? '');
      return diagnostic('CONTAINER_UNKNOWN', {
        nodes: parent ? [node.id, parent.id] : [node.id],
        message: parent
          ? `${called(node)} is placed inside ${called(parent)}, which is not a container.`
          : `${called(node)} is placed inside "${node.parentId}", which does not exist.`,
        fix: 'Move the node out.',
      });
    });
