/** What a page of artwork says. No part of the catalogue of the studio: it goes with the file. */
export const artworkWords = {
  language: 'en',
  picture: (title: string, number: number): string => `${title}, picture ${number}`,
  number: (number: number): string => `No. ${number}`,
  previous: 'Previous picture',
  next: 'Next picture',
  walk: 'Walk',
  stop: 'Stop walking',
  save: 'Save this picture',
  full: 'Full screen',
  leaveFull: 'Leave full screen',
  opening: 'The first picture is being painted.',
  failed: (message: string): string =>
    `The pictures cannot be painted here: ${message}. Open the file in a newer browser.`,
  noScript: 'This artwork is painted by a script. Allow scripts, and load it again.',
} as const;
