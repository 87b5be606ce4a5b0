import { StudioError } from '../contract/errors';
import type { ExploreOrder, OpenGenerator, Verdict, Verdicts } from '../contract/explore';
import { Stream } from '../contract/random';
import { LossGuard } from '../engine/loss-guard';
import type { OpenJudge } from '../engine/judge';
import { inOne, ofSeed } from '../explore/latents';
import { initialWeights } from '../nets/initial';
import { LOSSES, type Loss } from '../nets/losses';
import { allWeights } from '../nets/model-state';
import { buildGan } from '../nets/presets';
import type { ExploringPorts } from './exploring';

type JudgeOrder = Extract<ExploreOrder, { type: 'judge' | 'judge-painted' }>;
type When = keyof Verdicts;

interface Painting extends OpenGenerator {
  /** latents: float32 [count, latentSize]; uint8 [count, height, width, channels]. */
  readonly paint: (latents: Float32Array) => Promise<Uint8Array>;
}

interface Opened {
  readonly key: string;
  readonly guard: LossGuard;
  readonly judges: Readonly<Record<When, OpenJudge>>;
  readonly loss: Loss;
  /** The logits that are no more real than others, by generator. */
  readonly levels: Map<string, Readonly<Record<When, number>>>;
}

const WHENS: readonly When[] = ['before', 'now'];
/** Pictures by seed, from 0 on, whose mean is the level of a loss that knows differences alone. */
const LEVEL_PICTURES = 32;

/** Scores of pictures by the discriminator of a checkpoint, and by the untrained one that its run began with:
 *  that of one checkpoint stays open. */
export class Judging {
  private opened: Opened | null = null;

  constructor(private readonly ports: Pick<ExploringPorts, 'openStorage' | 'openEngine'>) {}

  /**
   * @param pixels uint8 [count, height, width, channels].
   * @param painting of the generator that painted them.
   * @throws StudioError('discriminator-not-kept')
   */
  async judge(
    order: JudgeOrder,
    pixels: Uint8Array,
    painting: Painting,
  ): Promise<readonly Verdicts[]> {
    const opened = await this.ready(order);
    const level = await this.level(opened, order, painting);
    const before = await said(opened, 'before', pixels);
    const now = await said(opened, 'now', pixels);
    const verdict = (logit: number, when: When): Verdict => ({
      logit,
      score: opened.loss.score(logit - level[when]),
    });
    return Array.from(now, (logit, i) => ({
      before: verdict(before[i]!, 'before'),
      now: verdict(logit, 'now'),
    }));
  }

  close(): void {
    for (const when of WHENS) this.opened?.judges[when].close();
    this.opened = null;
  }

  private async ready({ discriminator, engine: choice }: JudgeOrder): Promise<Opened> {
    const key = JSON.stringify([discriminator, choice]);
    if (this.opened?.key === key && WHENS.every((when) => !this.opened!.judges[when].closed)) {
      return this.opened;
    }
    this.close();
    const { runId, step } = discriminator;
    const storage = await this.ports.openStorage();
    const run = await storage.run(runId);
    const checkpoint = run && (await storage.checkpoint(runId, step));
    if (!checkpoint) throw new StudioError('discriminator-not-kept', { step });
    const gan = buildGan(run.settings, run);
    const spec = gan.discriminator;
    const { tensors } = checkpoint.state;
    const kept = [tensors['discriminator.weights'], tensors['discriminator.statistics']];
    const engine = await this.ports.openEngine(choice);
    const guard = new LossGuard(engine.lost);
    const now = await guard.wait(
      engine.openJudge(spec, allWeights(spec, ...kept.map((group) => group ?? []))),
    );
    const untrained = initialWeights(spec, run.settings.seed, Stream.DiscriminatorWeights);
    const before = await guard.wait(engine.openJudge(spec, untrained));
    const loss = LOSSES[gan.step.loss];
    this.opened = { key, guard, judges: { before, now }, loss, levels: new Map() };
    return this.opened;
  }

  /** Logits that were trained as differences alone are told from what the generator usually gets. */
  private async level(
    opened: Opened,
    { generator }: JudgeOrder,
    { paint, latentSize }: Painting,
  ): Promise<Readonly<Record<When, number>>> {
    if (!opened.loss.pairs) return { before: 0, now: 0 };
    const key = JSON.stringify(generator);
    const known = opened.levels.get(key);
    if (known) return known;
    const latents = Array.from({ length: LEVEL_PICTURES }, (_, seed) => ofSeed(seed, latentSize));
    const pixels = await paint(inOne(latents));
    const mean = async (when: When): Promise<number> =>
      (await said(opened, when, pixels)).reduce((sum, logit) => sum + logit, 0) / LEVEL_PICTURES;
    const level = { before: await mean('before'), now: await mean('now') };
    opened.levels.set(key, level);
    return level;
  }
}

const said = ({ guard, judges }: Opened, when: When, pixels: Uint8Array): Promise<Float32Array> =>
  guard.wait(judges[when].judge(pixels));
