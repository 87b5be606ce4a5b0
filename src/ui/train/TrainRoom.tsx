import { useStudio } from '../studio-context';
import { OpenRun } from '../open-run/OpenRun';
import { Start } from './Start';

/** The open run where there is one, else the settings of the next one. */
export default function TrainRoom() {
  const runId = useStudio((studio) => studio.openRunId);
  return runId === null ? <Start /> : <OpenRun key={runId} />;
}
