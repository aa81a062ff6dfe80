import { type Actor, type ActorKind, type GraphDocument, isTriggerType } from '@muster/schema';

/** What stands before the name of an actor; people and Muster itself need nothing. */
const kindWords: Readonly<Record<ActorKind, string>> = {
  USER: '',
  API_KEY: 'API key ',
  WEBHOOK: 'webhook ',
  SCHEDULE: 'schedule ',
  EVENT: 'event ',
  RUN: 'run ',
  REMOTE_AGENT: 'remote agent ',
  SYSTEM: '',
};

type ShownActor = Pick<Actor, 'kind' | 'label'>;

/** Names an actor: `Ada`, `API key Deploy`. */
export const actorText = ({ kind, label }: ShownActor): string => `${kindWords[kind]}${label}`;

/** Says who or what started a run, and from which trigger when its graph has several. */
export function startedByText(run: {
  startedBy: ShownActor;
  triggerNodeId?: string | null | undefined;
  graph: Pick<GraphDocument, 'nodes'>;
}): string {
  const triggers = run.graph.nodes.filter(({ type }) => isTriggerType(type));
  const fired = triggers.length > 1 ? triggers.find(({ id }) => id === run.triggerNodeId) : undefined;
  return `Started by ${actorText(run.startedBy)}${fired ? ` from “${fired.name || fired.id}”` : ''}`;
}
