import { fieldLabel } from '@muster/schema';
import { called, diagnostic } from '../../../diagnostics';
import type { Rule } from '../rule';

/** Every field of a node is of the form its type asks for. */
export const config: Rule = ({ nodes }) =>
  [...nodes.values()].flatMap((node) =>
    node.configProblems.map(({ path, message }) =>
      diagnostic('CONFIG_INVALID', {
        nodes: [node.id],
        message: `${called(node)}: ${fieldLabel(node.definition?.form, path)} ${message}.`,
        configPath: path,
      }),
    ),
  );
