import { findRole, type GraphDocument } from '@muster/schema';
import type { RunLog, Speaker } from './run-log';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Everybody who can speak in a run, from the graphs it uses: names and roles by member or node id. */
export function speakersOf(graphs: readonly GraphDocument[]): Map<string, Speaker> {
  const speakers = new Map<string, Speaker>();
  for (const graph of graphs) {
    for (const { id, type, name, config } of graph.nodes) {
      if (type.startsWith('agent.') || type.startsWith('squad.')) {
        speakers.set(id, { id, name: text(config.name) || name || id, role: text(config.role) });
      }
    }
  }
  return speakers;
}

/** A speaker by id. Somebody who is not in the graphs is the pipeline, or the person who started the run. */
export function findSpeaker(id: string, graphs: ReadonlyMap<string, Speaker>, log: RunLog): Speaker {
  const known = graphs.get(id) ?? log.speakers.get(id);
  // `$task` and the empty id stand for whoever gave the work: the pipeline, or the person who pressed Run.
  return known ?? { id, name: id === '' || id.startsWith('$') ? 'Task' : id, role: '' };
}

export const roleTitle = (role: string): string => findRole(role)?.title.toLowerCase() ?? role;
