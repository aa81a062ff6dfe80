/** What a link into the editor points at. */
export interface EditorTarget {
  nodeId: string;
  /** Path in the node's config, such as `budget.usd`; null for the node itself. */
  field: string | null;
  /** The run whose failure led here; null for the last run. */
  runId: string | null;
}

/** Returns the address that opens a workflow in the editor, at a node and one of its fields when given. */
export function editorLink(workflowId: string, target?: { nodeId: string; field?: string; runId?: string }): string {
  const path = `/workflows/${encodeURIComponent(workflowId)}`;
  if (!target) return path;
  const query = new URLSearchParams({ node: target.nodeId });
  if (target.field) query.set('field', target.field);
  if (target.runId) query.set('run', target.runId);
  return `${path}?${query}`;
}

/** Reads `?node=…&field=…&run=…`; null when the address names no node. */
export function readEditorTarget(query: Pick<URLSearchParams, 'get'>): EditorTarget | null {
  const nodeId = query.get('node');
  return nodeId ? { nodeId, field: query.get('field') || null, runId: query.get('run') || null } : null;
}

/** Returns the form field that shows a config path: the longest key that is the path or stands above it. */
export function fieldAt(keys: readonly string[], path: string): string | null {
  const above = keys.filter((key) => path === key || path.startsWith(`${key}.`));
  return above.sort((left, right) => right.length - left.length)[0] ?? null;
}
