import { useMemo } from 'react';
import { StudioError } from '../../contract/errors';
import type { Settings } from '../../contract/hyperparameters';
import type { EngineId } from '../../contract/records';
import { checkSettings } from '../../contract/settings';
import type { MemoryEstimate, MemoryOn } from '../../contract/memory';
import { buildGan } from '../../nets/presets';
import { summarize, type NetSummary } from '../../nets/summary';
import { errorText, issueText } from '../../words';

export interface NetsView {
  readonly generator: NetSummary;
  readonly discriminator: NetSummary;
  readonly memory: MemoryEstimate;
}

/** Both nets of the settings as they would be built and trained, or why they cannot be. */
export function useNets(
  settings: Settings,
  engine: EngineId | null,
  maxBufferBytes: number | null,
  software: boolean,
  memoryOn: MemoryOn,
): NetsView | { readonly problem: string } {
  return useMemo(() => {
    const [issue] = checkSettings(settings);
    if (issue) return { problem: issueText(issue) };
    try {
      const gan = buildGan(settings);
      return {
        generator: summarize(gan.generator),
        discriminator: summarize(gan.discriminator),
        memory: memoryOn(engine, gan, settings.batchSize, maxBufferBytes, software),
      };
    } catch (error) {
      return { problem: errorText(StudioError.from(error).toData()).message };
    }
  }, [settings, engine, maxBufferBytes, software, memoryOn]);
}
