import type { AgentCall, AgentHandler } from '../runtime';
import { createGenerate } from './generate';
import { createAgentHandler } from './loop/agent.handler';
import type { AgentDeps, Agents } from './ports';
import { createMemberHandler } from './squad/member.handler';
import { createSquadHandler } from './squad/squad.handler';

export type { AgentDeps, Agents, ReadNodeScope } from './ports';
export { createModelRegistry, type ModelRegistry, type ModelSettings } from './providers/registry';

/** Everything the runtime needs of agents: the handler of their functions, and the single model call. */
export function createAgents(deps: AgentDeps): Agents {
  const handlers: Record<AgentCall['spec']['kind'], AgentHandler | null> = {
    pipeline: null,
    agent: createAgentHandler(deps),
    member: createMemberHandler(deps),
    squad: createSquadHandler(deps),
  };
  return {
    handler: async (call) => {
      const handler = handlers[call.spec.kind];
      if (!handler) throw new TypeError(`agents run no function of kind ${call.spec.kind}`);
      return handler(call);
    },
    generate: createGenerate(deps.models, deps.schemas),
  };
}
