import type { WorkView } from '../../store/view-types';
import { useStudio } from '../studio-context';

/** What is being made of the run. */
export function useWorks(runId: string): readonly WorkView[] {
  const works = useStudio((studio) => studio.works);
  return works.filter((work) => work.runId === runId && work.work.kind !== 'open');
}

/** Whether its dialog shows it. */
export const ofNewPictures = ({ work: { kind } }: WorkView): boolean =>
  kind === 'picture' || kind === 'pictures';
