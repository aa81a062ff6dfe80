'use client';
import {
  type ComparisonOperator,
  comparisonOperators,
  isDynamic,
  isExpression,
  isJsonObject,
  type Json,
  operatorWords,
  unaryOperators,
} from '@muster/schema';
import { useMemo } from 'react';
import { Select } from '../../../ui/select';
import { expressionOf } from '../../core/values/expression-text';
import { literalOf, literalText, partsOf, type TemplatePart, valueOfParts } from '../../core/values/template-parts';
import { ExpressionInput } from './expression-input';
import type { FieldProps } from './field-props';
import { ModeSwitch } from './mode-switch';
import { TemplateEditor } from './template-editor';
import { useModes } from './use-modes';

const operators = comparisonOperators.map((value) => ({ value, label: operatorWords[value] }));

/** Left, operator, right; or an expression that is true or false. */
export function ConditionField({ nodeId, field, value, onChange, onLeave }: FieldProps) {
  const compares = isJsonObject(value) && !isDynamic(value) && 'operator' in value;
  const mode = compares ? 'compare' : 'expression';
  const { switchTo, waiting } = useModes({ nodeId, value, onChange, onLeave }, field.key, mode);
  const operator = compares ? (value.operator as ComparisonOperator) : 'equals';
  const set = (part: Record<string, Json>) => compares && onChange({ ...value, ...part });
  return (
    <div className="flex flex-col gap-1.5">
      {compares ? (
        <>
          <Side
            nodeId={nodeId}
            label="Left side"
            value={value.left}
            onChange={(left) => set({ left })}
            onLeave={onLeave}
          />
          <Select
            aria-label="Comparison"
            value={operator}
            options={operators}
            onValueChange={(next) => {
              const { right, ...others } = value;
              const unary = unaryOperators.includes(next as ComparisonOperator);
              onChange({ ...others, operator: next, ...(unary ? {} : { right: right ?? '' }) });
            }}
          />
          {!unaryOperators.includes(operator) && (
            <Side
              nodeId={nodeId}
              label="Right side"
              value={value.right}
              onChange={(right) => set({ right })}
              onLeave={onLeave}
            />
          )}
        </>
      ) : (
        <ExpressionInput
          nodeId={nodeId}
          aria-label="Expression that is true or false"
          value={isExpression(value) ? value : { $expr: value === undefined ? '' : (expressionOf(value) ?? '') }}
          onChange={onChange}
          onLeave={onLeave}
        />
      )}
      <ModeSwitch
        label="How the condition is given"
        value={mode}
        modes={[
          { value: 'compare', label: 'Compare' },
          { value: 'expression', label: 'Expression' },
        ]}
        waiting={waiting}
        onChange={switchTo}
      />
    </div>
  );
}

interface SideProps {
  nodeId: string;
  label: string;
  value: Json | undefined;
  onChange: (value: Json) => void;
  onLeave: () => void;
}

/** One side of a comparison. Numbers and truths are typed as they are; `"8"` is the text. */
function Side({ nodeId, label, value, onChange, onLeave }: SideProps) {
  const parts = useMemo(() => sideParts(value), [value]);
  return (
    <TemplateEditor
      nodeId={nodeId}
      line
      aria-label={label}
      placeholder={label === 'Left side' ? 'What is compared' : 'With what'}
      parts={parts}
      onChange={(next) => {
        const [only, ...others] = next;
        onChange(typeof only === 'string' && others.length === 0 ? literalOf(only) : valueOfParts(next));
      }}
      onLeave={onLeave}
    />
  );
}

function sideParts(value: Json | undefined): TemplatePart[] {
  if (value === undefined || value === '') return [];
  const parts = typeof value === 'string' ? null : partsOf(value);
  return parts && parts.length > 0 ? parts : [literalText(value)];
}
