import classes from './HiddenTitle.module.css';

/** A room's heading where the eye needs none, for those who go by headings.
 *  `given`: it is a name that a person gave. */
export const HiddenTitle = (props: { children: string; given?: boolean }) => (
  <h1 className={classes.title} {...(props.given ? { dir: 'auto', translate: 'no' } : {})}>
    {props.children}
  </h1>
);
