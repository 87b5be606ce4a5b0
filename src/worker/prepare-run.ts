import type { Command } from '../contract/commands';
import { StudioError } from '../contract/errors';
import type { EngineReport } from '../contract/events';
import { ENGINE_NAMES } from '../contract/hyperparameters';
import type { GanSpec } from '../contract/net-spec';
import type { DatasetRecord } from '../contract/records';
import { countOf } from '../contract/count';

export type StartCommand = Extract<Command, { type: 'start' }>;

/** "WebGPU (compiled), Apple M3". */
export const deviceName = ({ engine, adapter }: EngineReport): string =>
  `${ENGINE_NAMES[engine]}, ${adapter}`;

/** @throws StudioError('settings-invalid') where the nets expect other pictures than the set's. */
export function refuseMisfit(gan: GanSpec, set: DatasetRecord): void {
  const [height, width, channels] = gan.discriminator.input;
  const { shape } = set;
  if (height === shape.height && width === shape.width && channels === shape.channels) return;
  throw new StudioError(
    'settings-invalid',
    `The set holds pictures of ${shape.height} px and ${countOf(shape.channels, 'channel')}; ` +
      `the networks expect ${height} px and ${channels}.`,
    'Choose the image size and colour of the set, or prepare the pictures again.',
  );
}
