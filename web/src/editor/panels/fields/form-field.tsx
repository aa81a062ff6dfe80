'use client';
import type { FormField as FieldManifest, GraphNode, Json } from '@muster/schema';
import { type ComponentType, memo, useMemo } from 'react';
import { Field } from '../../../ui/field';
import { Input } from '../../../ui/input';
import { Select } from '../../../ui/select';
import { pathOf, valueAt } from '../../core/values/config-path';
import { useEditor } from '../../store/editor-context';
import { BudgetField } from './budget-field';
import { ModelField, NumberField, RoleField, SquadField, SwitchField, ToolsField } from './choice-fields';
import { ConditionField } from './condition-field';
import { FieldGroup } from './field-group';
import type { FieldProps } from './field-props';
import { ListField } from './list-field';
import { SchemaField } from './schema-field';
import { TemplateField } from './template-field';
import { ValueField } from './value-field';

/** How each control of the manifest is drawn; `several` have more than one input and so a legend instead of a label. */
const controls: Record<FieldManifest['control'], { Control: ComponentType<FieldProps>; several: boolean }> = {
  text: { Control: TextField, several: false },
  number: { Control: NumberField, several: false },
  switch: { Control: SwitchField, several: false },
  select: { Control: SelectField, several: false },
  role: { Control: RoleField, several: false },
  model: { Control: ModelField, several: false },
  squad: { Control: SquadField, several: false },
  template: { Control: TemplateField, several: true },
  value: { Control: AnyValueField, several: true },
  condition: { Control: ConditionField, several: true },
  schema: { Control: SchemaField, several: true },
  list: { Control: ListField, several: true },
  tools: { Control: ToolsField, several: true },
  budget: { Control: BudgetField, several: true },
};

/** Controls that are chosen from, not typed in: every choice is a step of undo. */
const chosen: ReadonlySet<FieldManifest['control']> = new Set(['select', 'switch', 'role', 'squad', 'tools']);

interface FormFieldProps {
  node: GraphNode;
  field: FieldManifest;
  /** What the compiler says about this field. */
  problem: string | undefined;
}

/** One field of a node's form, made from its manifest. */
export const FormField = memo(function FormField({ node, field, problem }: FormFieldProps) {
  const { commands, documents } = useEditor();
  const path = useMemo(() => pathOf(field.key), [field.key]);
  const known = controls[field.control] ?? controls.text;
  const Frame = known.several ? FieldGroup : Field;
  const control = (
    <known.Control
      nodeId={node.id}
      field={field}
      value={valueAt(node.config, path)}
      onChange={(value: Json | undefined) => {
        commands.setConfig(node.id, path, value, field.label);
        if (chosen.has(field.control)) documents.seal();
      }}
      onLeave={documents.seal}
    />
  );
  return (
    <div data-testid={`field-${field.key}`} data-field={field.key}>
      <Frame label={field.label} help={field.help} error={problem}>
        {control}
      </Frame>
    </div>
  );
});

function TextField({ field, value, onChange, onLeave }: FieldProps) {
  return (
    <Input
      value={typeof value === 'string' ? value : ''}
      placeholder={field.placeholder}
      onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
      onBlur={onLeave}
    />
  );
}

function SelectField({ field, value, onChange }: FieldProps) {
  return (
    <Select
      value={typeof value === 'string' ? value : undefined}
      options={field.options ?? []}
      onValueChange={onChange}
    />
  );
}

function AnyValueField({ nodeId, field, value, onChange, onLeave }: FieldProps) {
  return (
    <ValueField
      nodeId={nodeId}
      place={field.key}
      label={field.label}
      placeholder={field.placeholder}
      value={value}
      onChange={onChange}
      onLeave={onLeave}
    />
  );
}
