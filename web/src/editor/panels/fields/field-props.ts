import type { FormField, Json } from '@muster/schema';

/** What every control of the inspector gets: a place in a node's config, what stands there, and how to change it. */
export interface FieldProps {
  nodeId: string;
  field: FormField;
  value: Json | undefined;
  /** `undefined` clears the place. */
  onChange: (value: Json | undefined) => void;
  /** The control was left: typing in it is over. */
  onLeave: () => void;
}
