import { inject } from 'vitest';
import { commands } from 'vitest/browser';

declare module 'vitest' {
  interface ProvidedContext {
    /** Absolute folder of real pictures, '' where there is none. */
    dataFolder: string;
    /** Files of its folder `odd`, '/'-separated. */
    oddFiles: string[];
  }
}

/** Whether real pictures are at hand, for tests in the browser. */
export const hasRealData = (): boolean => inject('dataFolder') !== '';

/** A file of the folder of real pictures. */
export async function realFile(path: string): Promise<File> {
  const text = await commands.readFile(`${inject('dataFolder')}/${path}`, 'base64');
  const bytes = await (await fetch(`data:application/octet-stream;base64,${text}`)).blob();
  return new File([bytes], path.slice(path.lastIndexOf('/') + 1));
}
