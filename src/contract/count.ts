const grouped = new Intl.NumberFormat('en-GB');

/** 1097 -> "1,097". */
export const count = (value: number): string => grouped.format(value);

/** (1097, 'picture') -> "1,097 pictures"; (1, 'picture') -> "1 picture". Whoever tells a number of
 *  things asks this, so that one thing is never told as many. */
export const countOf = (value: number, noun: string, plural = `${noun}s`): string =>
  `${count(value)} ${value === 1 ? noun : plural}`;
