import type { GraphDocument } from '@muster/schema';

const node = (id: string, type: string, config = {}) => ({ id, type, typeVersion: 1, name: id, config });
const edge = (id: string, from: string, port: string, to: string) => ({
  id,
  source: { node: from, port },
  target: { node: to, port: 'in' },
});

/** The graph of `squadRun`: a branch, and a squad on one of its sides. */
export const pipelineGraph: GraphDocument = {
  schemaVersion: 1,
  kind: 'pipeline',
  nodes: [
    node('start', 'trigger.manual'),
    node('severe', 'flow.branch'),
    node('fix', 'squad.task'),
    node('reply', 'data.transform'),
  ],
  edges: [
    edge('e1', 'start', 'out', 'severe'),
    edge('e2', 'severe', 'true', 'fix'),
    edge('e3', 'severe', 'false', 'reply'),
  ],
};

/** The squad of `squadRun`. */
export const squadGraph: GraphDocument = {
  schemaVersion: 1,
  kind: 'squad',
  nodes: [
    node('ada', 'squad.member', { role: 'tech-lead', lead: true }),
    node('grace', 'squad.member', { role: 'backend-developer' }),
    node('edsger', 'squad.member', { role: 'qa-tester' }),
  ],
  edges: [edge('s1', 'ada', 'delegate', 'grace'), edge('s2', 'ada', 'delegate', 'edsger')],
};
