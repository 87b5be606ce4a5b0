import { TextInput, type TextInputProps } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import classes from './NumberField.module.css';
import { parse, textOf } from './number-text';

interface NumberFieldProps {
  readonly label: string;
  /** True where the label is for assistive technology alone. */
  readonly labelHidden?: boolean;
  readonly value: number | null;
  readonly description?: string | undefined;
  readonly unit?: string | undefined;
  readonly error?: ReactNode;
  readonly placeholder?: string;
  readonly size?: TextInputProps['size'];
  readonly disabled?: boolean;
  /** `typing`: every change counts at once; `leaving`: on Enter or when the field is left. */
  readonly commit: 'typing' | 'leaving';
  /** null where the field is empty, NaN where its text is no number. */
  readonly onChange: (value: number | null) => void;
  readonly id?: string;
}

/** A number as plain text, so that it can be typed, pasted and filled in any form: 0.0002, 2e-4. */
export function NumberField(props: NumberFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const shown = draft ?? textOf(props.value);
  const commit = (text: string): void => {
    const next = parse(text);
    if (!Object.is(next, props.value)) props.onChange(next);
  };
  return (
    <TextInput
      {...(props.labelHidden ? { 'aria-label': props.label } : { label: props.label })}
      description={props.description}
      error={props.error}
      placeholder={props.placeholder ?? ''}
      size={props.size ?? 'sm'}
      disabled={props.disabled ?? false}
      {...(props.id ? { id: props.id } : {})}
      inputMode="decimal"
      autoComplete="off"
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      value={shown}
      rightSection={
        props.unit ? (
          <span aria-hidden className={classes.unit}>
            {props.unit}
          </span>
        ) : undefined
      }
      rightSectionWidth={props.unit ? `${props.unit.length * 0.5 + 1.5}rem` : undefined}
      rightSectionPointerEvents="none"
      onChange={(event) => {
        setDraft(event.currentTarget.value);
        if (props.commit === 'typing') commit(event.currentTarget.value);
      }}
      onBlur={() => {
        if (draft !== null) commit(draft);
        setDraft(null);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit(shown);
        if (event.key === 'Escape') setDraft(null);
      }}
    />
  );
}
