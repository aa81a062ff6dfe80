import type { Diagnostic } from '@muster/schema';
import { called, diagnostic, listed } from '../../../diagnostics';
import type { Rule } from '../rule';

/** A node's policy speaks only of ports that the node has. */
export const policies: Rule = ({ kind, nodes }) => {
  if (kind !== 'pipeline') return [];
  return [...nodes.values()].flatMap((node) => {
    const ports = node.ports?.out.map(({ id }) => id);
    if (!ports) return [];
    const found: Diagnostic[] = [];
    const { mock, onError } = node.policy;
    if (mock && !ports.includes(mock.port)) {
      found.push(
        diagnostic('POLICY_MOCK_PORT_UNKNOWN', {
          nodes: [node.id],
          message: `The mock of ${called(node)} emits on "${mock.port}", which the node does not have.`,
          fix: ports.length > 0 ? `It has ${listed(ports)}.` : 'Take the mock away.',
        }),
      );
    }
    if (onError === 'continue' && node.definition?.ports.canFail && !ports.includes('out')) {
      found.push(
        diagnostic('POLICY_CONTINUE_WITHOUT_OUT', {
          nodes: [node.id],
          message: `${called(node)} is to go on by "out" when it fails, but it has ${listed(ports)} only.`,
          fix: 'Let it fail the run, or leave by port "error".',
        }),
      );
    }
    return found;
  });
};
