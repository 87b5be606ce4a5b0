import { useId } from 'react';
import classes from './Sign.module.css';

/** A colour, chosen with the browser's own means. */
export function ColourField(props: {
  label: string;
  /** `#rrggbb`. */
  value: string;
  onChange: (colour: string) => void;
}) {
  const id = useId();
  return (
    <div className={classes.colour}>
      <label htmlFor={id}>{props.label}</label>
      <input
        id={id}
        type="color"
        value={props.value}
        onChange={({ currentTarget }) => props.onChange(currentTarget.value)}
      />
    </div>
  );
}
