import { findRole } from '@muster/schema';
import { calculate } from './calculate';
import { currentTime } from './current-time';
import type { AgentTool } from './define-tool';

const builtIn: readonly AgentTool[] = [calculate, currentTime];

/** The tools of an agent: those its config names, else its role's. Names nobody knows are left out. */
export function toolsOf(agent: { role: string; tools?: string[] | undefined }): AgentTool[] {
  const names = agent.tools ?? findRole(agent.role)?.tools ?? [];
  return builtIn.filter((tool) => names.includes(tool.name));
}

/** Names of the built-in tools. */
export const builtInToolNames: readonly string[] = builtIn.map((tool) => tool.name);
