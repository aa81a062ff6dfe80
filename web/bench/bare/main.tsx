import '@xyflow/react/dist/style.css';
import { Background, Controls, type Edge, type Node, ReactFlow, useEdgesState, useNodesState } from '@xyflow/react';
import { createRoot } from 'react-dom/client';

declare global {
  interface Window {
    bareGraph: { nodes: Node[]; edges: Edge[] };
  }
}

/** React Flow as its first example shows it, with default nodes and edges. */
function Bare() {
  const [nodes, , onNodesChange] = useNodesState(window.bareGraph.nodes);
  const [edges, , onEdgesChange] = useEdgesState(window.bareGraph.edges);
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      onNodesChange={onNodesChange}
      onEdgesChange={onEdgesChange}
      minZoom={0.1}
      fitView
    >
      <Background />
      <Controls />
    </ReactFlow>
  );
}

const root = document.getElementById('root');
if (root) createRoot(root).render(<Bare />);
