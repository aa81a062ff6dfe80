import { MAX_PAGE_SIZE } from '@muster/schema';
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  GraphQLInt,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  typeFromAST,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql';
import { limits } from '../../shared/limits';
import { refuseRepeatedHeavyFields } from './heavy-fields';
import { fragmentsOf, refuse, tooComplex } from './validation-rules';

/** How many entries a list without `first` is taken to have. */
const plainListSize = 20;
/** Fields that hold whole graphs weigh more than a scalar, and those that read every node run of a run still more. */
const heavyFields: ReadonlyMap<string, number> = new Map([
  ...['draft', 'graph', 'plan', 'report'].map((name) => [name, 500] as const),
  ['snapshot', 5_000],
]);
const rootFieldCost = 10;

interface Costing {
  schema: GraphQLSchema;
  variables: Readonly<Record<string, unknown>>;
  operation: OperationDefinitionNode;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Cost by fragment; a fragment costs the same wherever it is spread, so doubling fragments stay cheap to price. */
  known: Map<string, number>;
  errors: GraphQLError[];
}

/**
 * Prices an operation before it runs: a field costs 1, a connection its `first` times what is selected in it. Answers
 * the refusals: a heavy root field twice, a `first` that is no page size, or a total over the limit. Needs a document that is valid.
 */
export function refuseCostly(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode | undefined,
  variables: Readonly<Record<string, unknown>>,
): GraphQLError[] {
  const root = operation && schema.getRootType(operation.operation);
  if (!operation || !root) return [];
  const costing: Costing = {
    schema,
    variables,
    operation,
    fragments: fragmentsOf(document),
    known: new Map(),
    errors: [],
  };
  const repeated = refuseRepeatedHeavyFields(operation.selectionSet, costing.fragments);
  if (repeated) return [repeated];
  const cost = costOfSet(operation.selectionSet, root, costing, rootFieldCost);
  if (costing.errors.length > 0) return costing.errors.slice(0, 5);
  if (cost <= limits.cost) return [];
  return [
    tooComplex(
      `The query could resolve about ${Math.round(cost)} fields; the limit is ${limits.cost}. Ask for smaller pages.`,
    ),
  ];
}

function costOfSet(set: SelectionSetNode, parent: unknown, costing: Costing, fieldCost = 1): number {
  let cost = 0;
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) cost += fieldCost + costOfField(selection, parent, costing);
    else if (selection.kind === Kind.INLINE_FRAGMENT) {
      const type = selection.typeCondition ? typeFromAST(costing.schema, selection.typeCondition) : parent;
      cost += costOfSet(selection.selectionSet, type, costing, fieldCost);
    } else cost += costOfFragment(selection.name.value, costing, fieldCost);
  }
  return cost;
}

function costOfFragment(name: string, costing: Costing, fieldCost: number): number {
  const known = costing.known.get(name);
  if (known !== undefined) return known;
  const fragment = costing.fragments.get(name);
  if (!fragment) return 0;
  const cost = costOfSet(
    fragment.selectionSet,
    typeFromAST(costing.schema, fragment.typeCondition),
    costing,
    fieldCost,
  );
  costing.known.set(name, cost);
  return cost;
}

function costOfField(node: FieldNode, parent: unknown, costing: Costing): number {
  const own = heavyFields.get(node.name.value) ?? 0;
  const definition =
    isObjectType(parent) || isInterfaceType(parent)
      ? (parent as GraphQLObjectType).getFields()[node.name.value]
      : undefined;
  // `__typename` and introspection: graphql-js bounds the latter.
  if (!definition) return own;
  const type = getNamedType(definition.type);
  const hasPages = definition.args.some((arg) => arg.name === 'first' && getNamedType(arg.type) === GraphQLInt);
  const size = hasPages ? pageSize(node, costing) : isListType(getNullableType(definition.type)) ? plainListSize : 1;
  if (!node.selectionSet || !isCompositeType(type)) return own;
  // The list inside a connection is what `first` has already counted.
  const inConnection = isObjectType(parent) && parent.name.endsWith('Connection');
  const times = inConnection ? 1 : size;
  return own + times * costOfSet(node.selectionSet, type, costing);
}

function pageSize(node: FieldNode, costing: Costing): number {
  const argument = node.arguments?.find((entry) => entry.name.value === 'first');
  const first = argument ? argumentValue(argument.value, costing) : undefined;
  // What is no number is refused when the variables are read.
  if (typeof first !== 'number') return MAX_PAGE_SIZE;
  if (first >= 1 && first <= MAX_PAGE_SIZE) return first;
  const message = `\`first\` of \`${node.name.value}\` must be 1 to ${MAX_PAGE_SIZE}; it is ${first}.`;
  costing.errors.push(refuse('INVALID_INPUT', message));
  return 1;
}

function argumentValue(value: ValueNode, costing: Costing): unknown {
  if (value.kind !== Kind.VARIABLE) return valueFromASTUntyped(value);
  const name = value.name.value;
  if (Object.hasOwn(costing.variables, name)) return costing.variables[name];
  const declared = costing.operation.variableDefinitions?.find((entry) => entry.variable.name.value === name);
  return declared?.defaultValue ? valueFromASTUntyped(declared.defaultValue) : undefined;
}
