import { showPath } from '@muster/schema';
import { called, diagnostic } from '../../../diagnostics';
import type { Rule } from '../rule';

const shapes = {
  $ref: '{"$ref": {"node": "…", "path": ["…"]}}',
  $template: '{"$template": ["text", {"$ref": …}]}',
  $expr: '{"$expr": "…"} with at most 20,000 characters',
} as const;

/** References, templates and expressions are written as they must be. */
export const values: Rule = ({ nodes }) =>
  [...nodes.values()].flatMap((node) =>
    node.uses.flatMap((use) =>
      use.kind === 'malformed'
        ? diagnostic('VALUE_MALFORMED', {
            nodes: [node.id],
            message: `${called(node)}: the ${use.what} at ${showPath(use.path)} is not written as it must be.`,
            fix: `Write ${shapes[use.what]}, and nothing beside it.`,
            configPath: use.path,
          })
        : [],
    ),
  );
