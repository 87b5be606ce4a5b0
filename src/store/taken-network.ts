import { StudioError } from '../contract/errors';
import type { ExportSources, Holds, KeptNet, NetChoice, NetId } from '../contract/exports';
import type { GeneratorRecord, RunRecord } from '../contract/records';
import { keptDiscriminator } from '../nets/kept-discriminator';
import { keptGroups } from '../nets/kept-generator';
import type { StudioStorage } from '../storage/studio-storage';

type Stored = Pick<StudioStorage, 'generator' | 'checkpoint'>;

/** What is taken where nothing is chosen. */
export const firstChoice = ({ settings }: RunRecord): NetChoice => ({
  net: 'generator',
  weights: keptGroups(settings)[0]!,
});

/** Nets of an epoch that can be taken: the discriminator where a checkpoint of the generator's own step
 *  is kept, the newest or the best [TAKE3]. */
export async function netsToTake(
  storage: Stored,
  run: RunRecord,
  epoch: number,
): Promise<readonly NetId[]> {
  const kept = [run.checkpoint, run.bestCheckpoint].filter((one) => one?.epoch === epoch);
  if (kept.length === 0) return ['generator'];
  const step = (await storage.generator(run.id, epoch))?.step;
  return kept.some((one) => one!.step === step) ? ['generator', 'discriminator'] : ['generator'];
}

/**
 * What a file of a format is made from.
 * @throws StudioError `discriminator-not-kept` where that is chosen and no checkpoint has it.
 */
export async function takenNetwork(
  storage: Stored,
  { run, generator }: { readonly run: RunRecord; readonly generator: GeneratorRecord },
  choice: NetChoice,
  holds: Holds,
): Promise<ExportSources['network']> {
  const read = async (): Promise<KeptNet | null> => {
    const checkpoint = await storage.checkpoint(run.id, generator.step);
    return checkpoint ? keptDiscriminator(run, checkpoint.state) : null;
  };
  const source = { run, generator, ...choice };
  if (holds === 'chosen' && choice.net === 'discriminator') {
    const discriminator = await read();
    if (discriminator) return { ...source, discriminator };
    throw new StudioError('discriminator-not-kept', { step: generator.step });
  }
  // A checkpoint that is damaged keeps nobody from the generator.
  const discriminator = holds === 'all' ? await read().catch(() => null) : null;
  return { ...source, discriminator };
}
