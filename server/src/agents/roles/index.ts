import type { RoleId } from '@muster/schema';
import { aiEngineer } from './ai-engineer';
import { backendDeveloper } from './backend-developer';
import { designer } from './designer';
import { devopsEngineer } from './devops-engineer';
import { frontendDeveloper } from './frontend-developer';
import { projectManager } from './project-manager';
import { qaTester } from './qa-tester';
import { solutionArchitect } from './solution-architect';
import { techLead } from './tech-lead';

/** By id of role in the catalogue. */
const prompts: Record<RoleId, string> = {
  'ai-engineer': aiEngineer,
  'backend-developer': backendDeveloper,
  designer: designer,
  'devops-engineer': devopsEngineer,
  'frontend-developer': frontendDeveloper,
  'project-manager': projectManager,
  'qa-tester': qaTester,
  'solution-architect': solutionArchitect,
  'tech-lead': techLead,
};

const general = `Goal: do the work you are given well, completely and honestly. Say what you assumed and what you could not check.`;

/** The prompt of a role; a general one for a role that no longer exists, so that stored plans keep running. */
export const rolePrompt = (roleId: string): string =>
  Object.hasOwn(prompts, roleId) ? prompts[roleId as RoleId] : general;
