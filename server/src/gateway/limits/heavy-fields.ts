import { type FragmentDefinitionNode, type GraphQLError, Kind, type SelectionSetNode } from 'graphql';
import { tooComplex } from './validation-rules';

/** Root fields that compile a graph or start work. One operation has each of them once. */
const heavyRootFields: ReadonlySet<string> = new Set([
  'compile',
  'createWorkflow',
  'saveDraft',
  'publishWorkflow',
  'startRun',
]);

/** The refusal of an operation that asks for a heavy root field twice, under whatever names; null when it does not. */
export function refuseRepeatedHeavyFields(
  root: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): GraphQLError | null {
  for (const [field, keys] of responseKeys(root, fragments)) {
    if (keys.size > 1) {
      return tooComplex(
        `\`${field}\` may stand once in an operation; here it stands ${keys.size} times. Send a request for each.`,
      );
    }
  }
  return null;
}

/** The names each heavy field has in the answer. The same field under the same name is executed once. */
function responseKeys(
  root: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): Map<string, Set<string>> {
  const keys = new Map<string, Set<string>>();
  const seen = new Set<string>();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const name = selection.name.value;
        const fragment = fragments.get(name);
        if (!fragment || seen.has(name)) continue;
        seen.add(name);
        collect(fragment.selectionSet);
      } else if (heavyRootFields.has(selection.name.value)) {
        const known = keys.get(selection.name.value) ?? new Set();
        keys.set(selection.name.value, known.add((selection.alias ?? selection.name).value));
      }
    }
  };
  collect(root);
  return keys;
}
