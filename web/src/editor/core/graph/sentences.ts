import { type GraphNode, type NodeTypeManifest, summarise } from '@muster/schema';
import type { Catalogue } from './catalogue';
import { type EditorDocument, nameOf } from './document';

/** A sentence with what it was made from: it holds while the type is the same and the nodes it names keep their names. */
interface Sentence {
  text: string;
  manifest: NodeTypeManifest;
  names: ReadonlyMap<string, string>;
}

const sentences = new WeakMap<GraphNode, Sentence>();

/** Returns one sentence about a node made from its config, or empty text. Made once, until it would say something else. */
export function sentenceFor(document: Pick<EditorDocument, 'nodes'>, node: GraphNode, catalogue: Catalogue): string {
  const manifest = catalogue.typeOf(node);
  if (!manifest) return '';
  const known = sentences.get(node);
  if (known && known.manifest === manifest && stillNamed(document, known.names)) return known.text;
  const names = new Map<string, string>();
  const text = summarise(manifest.form.summary, node.config, (id) => {
    const name = nameOf(document, id);
    names.set(id, name);
    return name;
  });
  sentences.set(node, { text, manifest, names });
  return text;
}

function stillNamed(document: Pick<EditorDocument, 'nodes'>, names: ReadonlyMap<string, string>): boolean {
  for (const [id, name] of names) if (nameOf(document, id) !== name) return false;
  return true;
}
