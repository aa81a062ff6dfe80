/** A tool every agent may be given. They are implemented in `server/src/agents/tools/`. */
export interface BuiltInTool {
  /** What the model and a config call it. */
  id: string;
  title: string;
  /** One sentence, for people. */
  doc: string;
}

export const builtInTools = [
  { id: 'current_time', title: 'Current time', doc: 'Tells the date and time, in any time zone.' },
  { id: 'calculate', title: 'Calculate', doc: 'Works out arithmetic exactly, where a model would guess.' },
] as const satisfies readonly BuiltInTool[];

export type BuiltInToolId = (typeof builtInTools)[number]['id'];
export const builtInToolIds: readonly string[] = builtInTools.map((tool) => tool.id);
