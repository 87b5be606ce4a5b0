import type { Engine } from '../../engine/engine';
import { forRuns } from '../../engine/opening/for-runs';
import { passingTuningCache } from '../../engine/opening/for-runs';
import { openTfjs } from '../../engine/tfjs/open';

/** The plain JavaScript engine, which opens where there is no browser too. */
export const openCpuEngine = async (): Promise<Engine> =>
  forRuns(await openTfjs('cpu'), [], passingTuningCache());
