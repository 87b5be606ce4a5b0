import type { MeasureRecord } from '../contract/measures';
import { listOf, nullable, shape } from '../records/check';
import { pictureShape } from '../records/picture-shape';
import { measureRecord } from '../records/restore-measures';
import { time } from './fields';
import { LIMITS } from './limits';
import { NAMES } from './manifest';
import type { ProjectFile } from './project-file';

const list = listOf(
  (value, where) => ({ fields: shown(value, where), value: value as object }),
  LIMITS.snapshots,
);
const shown = shape({ at: time, closest: nullable(pictureShape) });

/** What was measured of a project's run, one step after the other. @throws StudioError. */
export async function* readMeasures(
  file: ProjectFile,
  runId: string,
): AsyncGenerator<MeasureRecord> {
  if (!file.manifest.measures) return;
  const json = await file.json(NAMES.measures, 'measures');
  for (const { fields, value } of list(json, 'file-measures')) {
    const found = fields.closest && {
      shape: fields.closest,
      pixels: await file.bytes(NAMES.closest, LIMITS.imageBytes),
    };
    yield measureRecord({ ...value, runId, closest: found }, 'file-measures');
  }
}
