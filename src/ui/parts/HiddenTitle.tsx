import classes from './HiddenTitle.module.css';

/** A room's heading where the eye needs none, for those who go by headings. */
export const HiddenTitle = (props: { children: string }) => (
  <h1 className={classes.title}>{props.children}</h1>
);
