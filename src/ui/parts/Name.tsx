import classes from './Name.module.css';

/**
 * A name that a person gave: of any length, script and direction. It wraps where it must, turns no
 * text around it, and is not translated.
 * `short`: on one line, cut at its end; all of it on hover, and for assistive technology.
 */
export const Name = (props: { children: string; short?: boolean }) => (
  <bdi
    translate="no"
    className={props.short ? classes.short : classes.name}
    title={props.short ? props.children : undefined}
  >
    {props.children}
  </bdi>
);
