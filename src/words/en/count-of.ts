import { count, plural } from '../format';

/** (1097, 'picture') -> "1,097 pictures"; (1, 'picture') -> "1 picture". English alone: whoever tells
 *  a number of things asks this, so that one thing is never told as many. */
export const countOf = (value: number, one: string, other = `${one}s`): string =>
  `${count(value)} ${plural(value, { one, other })}`;
