import type { Metadata } from 'next';
import { EditorScreen } from '../../../../editor/panels/screen/editor-screen';

export const metadata: Metadata = { title: 'Editor' };

/** The editor of one workflow. */
export default async function WorkflowPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <EditorScreen key={id} workflowId={id} />;
}
