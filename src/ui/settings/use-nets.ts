import { useMemo } from 'react';
import { StudioError } from '../../contract/errors';
import type { Settings } from '../../contract/hyperparameters';
import { checkSettings } from '../../contract/settings';
import { estimateMemory, type MemoryEstimate } from '../../nets/memory';
import { buildGan } from '../../nets/presets';
import { summarize, type NetSummary } from '../../nets/summary';

export interface NetsView {
  readonly generator: NetSummary;
  readonly discriminator: NetSummary;
  readonly memory: MemoryEstimate;
}

/** Both nets of the settings as they would be built, or why they cannot be. */
export function useNets(settings: Settings): NetsView | { readonly problem: string } {
  return useMemo(() => {
    const [issue] = checkSettings(settings);
    if (issue) return { problem: issue.message };
    try {
      const gan = buildGan(settings);
      return {
        generator: summarize(gan.generator),
        discriminator: summarize(gan.discriminator),
        memory: estimateMemory(gan, settings.batchSize),
      };
    } catch (error) {
      return { problem: StudioError.from(error).message };
    }
  }, [settings]);
}
