/** How browsers and drivers word a lack of memory. */
const WORDS =
  /out of memory|\bOOM\b|(not enough|insufficient|too little) memory|allocat|array buffer|array length|exceeds? .*(limit|max)|too large/i;

/** Whether an error's message tells of a lack of memory; no other failure is told as one. */
export const tellsOfMemory = (message: string): boolean => WORDS.test(message);
