import { type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';

/** Whether the caller asks for this field of the value about to be resolved, directly or by a fragment. */
export function isSelected({ fieldNodes, fragments }: GraphQLResolveInfo, name: string): boolean {
  const isIn = (set: SelectionSetNode | undefined): boolean =>
    (set?.selections ?? []).some((selection) => {
      if (selection.kind === Kind.FIELD) return selection.name.value === name;
      if (selection.kind === Kind.INLINE_FRAGMENT) return isIn(selection.selectionSet);
      return isIn(fragments[selection.name.value]?.selectionSet);
    });
  return fieldNodes.some((node) => isIn(node.selectionSet));
}
