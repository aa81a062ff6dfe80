import { catalogue } from '@muster/nodes';
import {
  CURRENT_SCHEMA_VERSION,
  type GraphDocument,
  invariant,
  type JsonObject,
  type WorkflowKind,
} from '@muster/schema';

/** What a new workflow starts from: a pipeline with its start, a squad with its lead. */
export function firstDraft(kind: WorkflowKind): GraphDocument {
  const node =
    kind === 'squad'
      ? firstNode('lead', 'squad.member', 'Lead', { role: 'tech-lead', lead: true })
      : firstNode('start', 'trigger.manual', 'Start', {});
  return {
    schemaVersion: CURRENT_SCHEMA_VERSION,
    kind,
    nodes: [node],
    edges: [],
    view: { nodes: { [node.id]: { x: 120, y: 160 } }, notes: [] },
  };
}

function firstNode(id: string, type: string, name: string, config: JsonObject) {
  const known = catalogue.findNewest(type);
  invariant(known, `the catalogue has ${type}`);
  return { id, type, typeVersion: known.version, name, config: { ...(known.defaults as JsonObject), ...config } };
}
