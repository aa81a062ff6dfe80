import { isJsonObject, type Json } from '@muster/schema';

const keyOf = (workflowId: string, triggerNodeId: string | null): string =>
  `muster-run-input:${workflowId}${triggerNodeId === null ? '' : `:${triggerNodeId}`}`;

/** Returns the input this tab last ran a trigger of a workflow with. It stays in the tab: inputs may be private. */
export function recallInput(workflowId: string, triggerNodeId: string | null): Json | undefined {
  try {
    const text = sessionStorage.getItem(keyOf(workflowId, triggerNodeId));
    return text === null ? undefined : (JSON.parse(text) as Json);
  } catch {
    return undefined;
  }
}

export function rememberInput(workflowId: string, triggerNodeId: string | null, input: Json): void {
  try {
    sessionStorage.setItem(keyOf(workflowId, triggerNodeId), JSON.stringify(input));
  } catch {
    // Full or refused: the form starts empty next time.
  }
}

/** The first of the schema's examples, for the button that fills the form in. */
export const exampleOf = (schema: Json | undefined): Json | undefined =>
  isJsonObject(schema) && Array.isArray(schema.examples) ? schema.examples[0] : undefined;
