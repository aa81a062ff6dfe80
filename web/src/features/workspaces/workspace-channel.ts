const name = 'muster-workspace';

/** Tells the other tabs of this browser which workspace the session works in now; null: it was left. */
export function announceWorkspace(workspaceId: string | null): void {
  const channel = new BroadcastChannel(name);
  channel.postMessage(workspaceId);
  channel.close();
}

/** Calls back when another tab switched; returns the function that stops it. */
export function watchWorkspace(onSwitched: (workspaceId: string | null) => void): () => void {
  const channel = new BroadcastChannel(name);
  channel.onmessage = ({ data }: MessageEvent<unknown>) => onSwitched(typeof data === 'string' ? data : null);
  return () => channel.close();
}
