'use client';
import { useStoreApi } from '@xyflow/react';
import { useState } from 'react';

/**
 * Stops React Flow from measuring nodes and ports on the page: it would lay the page out once more for every node that
 * appears, and the graph says the sizes (`geometry.ts`). Called before `<ReactFlow>` is drawn for the first time.
 */
export function useSizesOfGraph(): void {
  const flow = useStoreApi();
  useState(() => flow.setState({ updateNodeInternals: () => undefined }));
}
