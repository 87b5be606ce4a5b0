import { useStudio } from '../studio-context';
import { Easel } from '../open-run/OpenRun';
import { Start } from './Start';

/** The easel where a run is on it, else the settings of the next one. */
export default function TrainRoom() {
  const runId = useStudio((studio) => studio.easel?.run.id ?? null);
  return runId === null ? <Start /> : <Easel key={runId} />;
}
