import type { AgentSpec } from '@muster/nodes';
import { findRole, type ModelTier } from '@muster/schema';
import type { PlanNode } from '../../compiler/plan';

/** The title of an agent's role; of a role that is unknown, its id. */
export const roleTitle = (agent: AgentSpec): string => findRole(agent.role)?.title ?? agent.role;

/** What others call an agent: its own name, that of its node, or its role's title. */
export const displayName = (agent: AgentSpec, node: PlanNode): string => agent.name || node.name || roleTitle(agent);

/** The tier of models an agent uses unless it names one. */
export const tierOf = (agent: AgentSpec): ModelTier => findRole(agent.role)?.tier ?? 'standard';
