/** Pictures that are painted or judged in one go: few enough that what is more urgent waits little. */
export const AT_ONCE = 16;
