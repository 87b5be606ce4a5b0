import { StudioError } from '../contract/errors';

/** @throws StudioError('engine-failed') where the work takes longer than `milliseconds`. */
export async function withPatience<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const seconds = Math.round(milliseconds / 1000);
      reject(new StudioError('engine-opens-too-slowly', { seconds }));
    }, milliseconds);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
