import { useStudio } from '../studio-context';
import { OpenRun } from '../open-run/OpenRun';
import { Start } from './Start';

/** The open run where a run is on it, else the settings of the next one. */
export default function TrainRoom() {
  const runId = useStudio((studio) => studio.openRun?.run.id ?? null);
  return runId === null ? <Start /> : <OpenRun key={runId} />;
}
