import type { FormField, Port } from '@muster/schema';

type ElementOf<List> = NonNullable<List> extends readonly (infer Element)[] ? Element : never;

/** Keys of an object in the config whose keys are known. */
type InnerKey<Value> = Value extends readonly unknown[] | string | number | boolean | null | undefined
  ? never
  : string extends keyof Value
    ? never
    : keyof Value & string;

type FieldAt<Key extends string, Column extends string> = Omit<FormField, 'key' | 'fields'> & {
  key: Key;
  /** Columns of a list: keys of its elements. */
  fields?: (Omit<FormField, 'key' | 'fields'> & { key: Column })[];
};

/** A field of the form of a node with this config: `key`, or `key.inner` for a key of an object in it. */
export type ConfigField<Config> = {
  [Key in keyof Config & string]: FieldAt<
    Key | `${Key}.${InnerKey<Config[Key]>}`,
    keyof ElementOf<Config[Key]> & string
  >;
}[keyof Config & string];

/** A field that several nodes have; it fits those whose config has the key. */
const field = <const Key extends string>(shared: Omit<FormField, 'fields'> & { key: Key }) => shared;

/** The port almost every node takes. */
export const inPort: Port = { id: 'in', label: 'in' };
/** The port a node emits on unless it has reason to choose. */
export const outPort: Port = { id: 'out', label: 'out' };

/** Where work leaves that used up its budget. */
export const overBudgetPort: Port = {
  id: 'over-budget',
  label: 'over budget',
  doc: 'Taken instead of `out` when the budget is used up before the work is done.',
};

export const roleField = field({
  key: 'role',
  label: 'Role',
  control: 'role',
  help: 'Decides the system prompt, the default tools and how strong a model is asked for.',
});

export const modelField = field({
  key: 'model',
  label: 'Model',
  control: 'model',
  placeholder: 'The default of the role',
  help: 'Leave empty to use the model configured for this kind of work.',
  advanced: true,
});

export const toolsField = field({
  key: 'tools',
  label: 'Tools',
  control: 'tools',
  help: 'What the agent may use. Choose none of them and the role brings its own.',
  advanced: true,
});

export const maxTurnsField = field({
  key: 'maxTurns',
  label: 'Most turns',
  control: 'number',
  help: 'A turn is one answer of the model. An agent that needs more fails with TURN_LIMIT.',
  advanced: true,
});

export const budgetField = field({
  key: 'budget',
  label: 'Budget',
  control: 'budget',
  help: 'An upper bound on tokens, money, messages and time. Over it, work leaves by port "over budget".',
  advanced: true,
});
