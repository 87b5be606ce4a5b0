import { useId } from 'react';
import classes from './RangeField.module.css';

/** A slider with its name and its value in words. */
export function RangeField(props: {
  label: string;
  value: number;
  min: number;
  max: number;
  step: number;
  /** The value as it is read. */
  text: string;
  help?: string | undefined;
  disabled?: boolean;
  onChange: (value: number) => void;
}) {
  const id = useId();
  const { value, min, max } = props;
  return (
    <div className={classes.field}>
      <label htmlFor={id} className={classes.label} title={props.help}>
        {props.label}
      </label>
      <span className={classes.value} aria-hidden>
        {props.text}
      </span>
      <input
        id={id}
        type="range"
        className={classes.slider}
        min={min}
        max={max}
        step={props.step}
        value={value}
        disabled={props.disabled ?? false}
        aria-valuetext={props.text}
        style={{ '--done': `${(100 * (value - min)) / (max - min)}%` } as React.CSSProperties}
        onChange={(event) => props.onChange(Number(event.currentTarget.value))}
      />
    </div>
  );
}
