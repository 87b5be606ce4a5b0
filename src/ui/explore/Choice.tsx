import { NativeSelect } from '@mantine/core';

/** One of a few values, each with its words. */
export function Choice<T extends string | number>(props: {
  label: string;
  value: T;
  values: readonly T[];
  text: (value: T) => string;
  description?: string;
  disabled?: (value: T) => boolean;
  onChange: (value: T) => void;
}) {
  return (
    <NativeSelect
      label={props.label}
      description={props.description}
      inputWrapperOrder={['label', 'input', 'description']}
      value={String(props.value)}
      data={props.values.map((value) => ({
        value: String(value),
        label: props.text(value),
        disabled: props.disabled?.(value) ?? false,
      }))}
      onChange={({ currentTarget }) => {
        const chosen = props.values.find((value) => String(value) === currentTarget.value);
        if (chosen !== undefined) props.onChange(chosen);
      }}
    />
  );
}
