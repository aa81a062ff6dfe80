/** How strong a model a role asks for; which model that is depends on the providers configured. */
export const modelTiers = ['strong', 'standard', 'fast'] as const;
export type ModelTier = (typeof modelTiers)[number];

/** Shape of a role's patch on the canvas; roles differ by shape, never by colour. */
export type PatchShape = 'hexagon' | 'square' | 'circle' | 'diamond' | 'triangle' | 'octagon';

export interface Role {
  id: string;
  title: string;
  tier: ModelTier;
  patch: PatchShape;
  /** One sentence for the palette and the inspector. */
  doc: string;
  /** Built-in tools an agent of this role has when its config names none. */
  tools: string[];
}

/** The roles that ship. Their prompts stand in `server/src/agents/roles/`. */
export const roles = [
  {
    id: 'project-manager',
    title: 'Project manager',
    tier: 'standard',
    patch: 'diamond',
    doc: 'Splits work, hands it out, keeps it moving, reports.',
    tools: ['current_time'],
  },
  {
    id: 'backend-developer',
    title: 'Backend developer',
    tier: 'standard',
    patch: 'square',
    doc: 'Designs and writes server code, finds and mends faults.',
    tools: ['calculate'],
  },
  {
    id: 'frontend-developer',
    title: 'Frontend developer',
    tier: 'standard',
    patch: 'square',
    doc: 'Builds interfaces people understand and can use.',
    tools: ['calculate'],
  },
  {
    id: 'qa-tester',
    title: 'QA tester',
    tier: 'standard',
    patch: 'circle',
    doc: 'Reproduces, writes tests, and says plainly what does not work.',
    tools: ['calculate'],
  },
  {
    id: 'tech-lead',
    title: 'Tech lead',
    tier: 'strong',
    patch: 'hexagon',
    doc: 'Decides how it is done, delegates, and answers for the result.',
    tools: ['current_time'],
  },
  {
    id: 'solution-architect',
    title: 'Solution architect',
    tier: 'strong',
    patch: 'octagon',
    doc: 'Weighs designs against requirements and names the trade-offs.',
    tools: ['calculate'],
  },
  {
    id: 'devops-engineer',
    title: 'DevOps engineer',
    tier: 'standard',
    patch: 'triangle',
    doc: 'Builds, ships and operates; thinks of failure first.',
    tools: ['current_time'],
  },
  {
    id: 'ai-engineer',
    title: 'AI engineer',
    tier: 'strong',
    patch: 'octagon',
    doc: 'Works on prompts, models, evaluation and retrieval.',
    tools: ['calculate'],
  },
  {
    id: 'designer',
    title: 'Designer',
    tier: 'standard',
    patch: 'diamond',
    doc: 'Shapes flows, words and looks from the user’s side.',
    tools: [],
  },
] as const satisfies readonly Role[];

export type RoleId = (typeof roles)[number]['id'];
export const roleIds = roles.map((role) => role.id) as [RoleId, ...RoleId[]];
export const findRole = (id: string): Role | undefined => roles.find((role) => role.id === id);
