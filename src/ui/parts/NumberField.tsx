import { TextInput, type TextInputProps } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { readNumber } from '../../contract/numbers';
import { writesDecimalComma } from '../../words/format';
import classes from './NumberField.module.css';
import { noNumber, refused, textOf } from './number-text';

interface NumberFieldProps {
  readonly label: string;
  /** True where the label is for assistive technology alone. */
  readonly labelHidden?: boolean;
  readonly value: number | null;
  /** True for whole numbers: 1.000 is then a thousand. */
  readonly whole?: boolean;
  readonly description?: string | undefined;
  readonly unit?: string | undefined;
  readonly error?: ReactNode;
  readonly placeholder?: string;
  readonly size?: TextInputProps['size'];
  readonly disabled?: boolean;
  /** `typing`: every change counts at once; `leaving`: on Enter or when the field is left. */
  readonly commit: 'typing' | 'leaving';
  /** For `leaving`: what keeps a value from being taken. The field then stays at the value in force,
   *  and says so. */
  readonly check?: (value: number | null) => string | undefined;
  /** null where the field is empty, NaN where its text is no number (`typing` alone). */
  readonly onChange: (value: number | null) => void;
  readonly id?: string;
}

/**
 * A number as plain text, so that it can be typed, pasted and filled in any form that people write:
 * see contract/numbers.ts. Once the field is left, it shows what was understood.
 */
export function NumberField(props: NumberFieldProps) {
  const field = useDraft(props);
  return (
    <TextInput
      {...(props.labelHidden ? { 'aria-label': props.label } : { label: props.label })}
      description={props.description}
      error={field.error}
      errorProps={{ role: field.refused ? 'alert' : undefined }}
      placeholder={props.placeholder ?? ''}
      size={props.size ?? 'sm'}
      disabled={props.disabled ?? false}
      {...(props.id ? { id: props.id } : {})}
      inputMode={props.whole ? 'numeric' : 'decimal'}
      autoComplete="off"
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      value={field.shown}
      rightSection={
        props.unit ? (
          <span aria-hidden className={classes.unit}>
            {props.unit}
          </span>
        ) : undefined
      }
      rightSectionWidth={props.unit ? `${props.unit.length * 0.5 + 1.5}rem` : undefined}
      rightSectionPointerEvents="none"
      onChange={(event) => field.type(event.currentTarget.value)}
      onBlur={field.leave}
      onKeyDown={(event) => {
        if (event.key === 'Enter') field.enter();
        if (event.key === 'Escape') field.forget();
      }}
    />
  );
}

/** What is typed and not yet a value, and what is said about it. */
function useDraft({ value, whole = false, commit, check, error, onChange }: NumberFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const [left, setLeft] = useState(true);
  const [refusal, setRefusal] = useState<string | null>(null);
  const read = (text: string): number | null =>
    readNumber(text, { whole, decimalComma: writesDecimalComma(navigator.language) });
  // A text that is no number stays in sight after the field was left, until a value comes.
  const kept = draft !== null && (!left || Number.isNaN(value)) ? draft : null;
  const unread = kept !== null && Number.isNaN(read(kept)) ? noNumber(kept, whole) : null;

  const take = (text: string): void => {
    const next = read(text);
    const issue = Number.isNaN(next) ? noNumber(text, whole) : check?.(next);
    if (commit === 'leaving' && issue !== undefined) setRefusal(refused(issue, value));
    else if (!Object.is(next, value)) onChange(next);
  };
  return {
    shown: kept ?? textOf(value),
    error: refusal ?? (commit === 'typing' ? unread : null) ?? error,
    refused: refusal !== null,
    type: (text: string): void => {
      setDraft(text);
      setLeft(false);
      setRefusal(null);
      if (commit === 'typing') take(text);
    },
    leave: (): void => {
      if (kept !== null && commit === 'leaving') take(kept);
      setLeft(true);
    },
    enter: (): void => {
      if (kept !== null) take(kept);
      if (commit === 'leaving') setLeft(true);
    },
    forget: (): void => setDraft(null),
  };
}
