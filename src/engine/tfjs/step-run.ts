import * as tf from '@tensorflow/tfjs-core';
import type { GanSpec } from '../../contract/net-spec';
import { Stream, normal, uniform } from '../../contract/random';
import {
  netOf,
  type Augment,
  type Generate,
  type Judge,
  type LossOf,
  type LossTerm,
  type NetName,
  type Penalty,
  type StepProgram,
} from '../../contract/step-program';
import { CERTAIN } from '../../nets/augmentation-chance';
import { changesOf, type Change } from '../../nets/augmentation';
import { learnsFrom } from '../../nets/step-phases';
import type { Adam } from './adam';
import { augment, augmentBack } from './augment';
import type { AveragedGenerator } from './average';
import type { Constants } from './constants';
import type { Pass } from './layers/layer';
import { logitGradient } from './losses';
import { output, type Net, type Trace } from './net';

/** What a step works on. */
export interface StepParts {
  readonly gan: GanSpec;
  readonly seed: number;
  readonly nets: Readonly<Record<NetName, Net>>;
  readonly adams: Readonly<Record<NetName, Adam>>;
  readonly rates: Readonly<Record<NetName, number>>;
  /** What is left of the weight of penalties. */
  readonly penaltyShare: number;
  readonly constants: Constants;
  /** That augmentation happens by, where it follows one. */
  readonly chance: number;
  /** Where the program makes an average. */
  readonly averaged: AveragedGenerator | null;
  /** Told each update's gradients, joined as the weights are, before it is made. For tests. */
  readonly watch?:
    | ((net: NetName, gradients: readonly tf.Tensor[], weights: Net['parameters']) => void)
    | undefined;
}

const LATENTS = {
  discriminator: Stream.DiscriminatorLatent,
  generator: Stream.GeneratorLatent,
} as const;

/** Carries out the program of one step; what it makes is freed at its last use, or by the tidy around. */
export class StepRun {
  /** Those that the loss of each term was computed from, [count, 1]: differences, in a loss of pairs. */
  readonly logits = new Map<LossTerm, tf.Tensor>();
  private readonly latents = new Map<string, tf.Tensor>();
  private readonly pictures = new Map<string, tf.Tensor>();
  /** What passes left for the way back, by the pictures that they made or judged. */
  private readonly made = new Map<string, Trace>();
  private readonly judged = new Map<string, Trace>();
  /** How pictures were judged. */
  private readonly passOf = new Map<string, Pass>();
  /** What the discriminator says of pictures, [count, 1]. */
  private readonly said = new Map<string, tf.Tensor>();
  /** Of augmented pictures: those that they were made from, and how. */
  private readonly changed = new Map<string, { from: string; changes: readonly Change[] }>();
  private readonly gathered: Partial<Record<NetName, tf.Tensor[]>> = {};
  /** Passes so far; part of the dropout stream's number. */
  private readonly passes = { generator: 1, discriminator: 0 };

  /** @param real makes the batch's real pictures, [count, height, width, channels], values -1..1. */
  constructor(
    private readonly parts: StepParts,
    private readonly step: number,
    private readonly count: number,
    private readonly real: () => tf.Tensor,
  ) {}

  carryOut(program: StepProgram): void {
    for (const [index, one] of program.entries()) {
      const rest = program.slice(index + 1);
      switch (one.do) {
        case 'gather':
          this.pictures.set(one.as, this.real());
          break;
        case 'latents':
          this.latents.set(one.as, this.drawn(LATENTS[one.stream]));
          break;
        case 'generate':
          this.generate(one, rest);
          break;
        case 'augment':
          this.augment(one, rest);
          break;
        case 'judge':
          this.judge(one, rest);
          break;
        case 'loss':
          this.learn(one, rest);
          break;
        case 'penalty':
          this.penalise(one, rest);
          break;
        case 'update':
          this.update(one.net);
          break;
        case 'average':
          this.parts.averaged!.follow(this.parts.nets.generator.parameters.trainable, this.step);
          break;
        default:
          return one satisfies never;
      }
    }
  }

  private generate(one: Generate, rest: StepProgram): void {
    const { generator } = this.parts.nets;
    const z = this.latents.get(one.from)!;
    const pass = this.pass('generator', one.mode);
    if (!learnsFrom(rest, one)) {
      this.pictures.set(one.as, generator.run(z, pass, one.mode === 'training'));
      return;
    }
    const trace = generator.forward(z, pass);
    generator.follow(trace);
    this.made.set(one.as, trace);
    this.pictures.set(one.as, output(trace));
  }

  private augment(one: Augment, rest: StepProgram): void {
    const { gan, seed, chance } = this.parts;
    const { step, count } = this;
    const [height, width] = gan.discriminator.input;
    const shape = { height: height!, width: width! };
    const by = one.chance === 'certain' ? CERTAIN : chance;
    const changes = changesOf(one, { seed, step, count }, shape, by);
    const x = this.pictures.get(one.pictures)!;
    this.pictures.set(one.as, augment(x, changes));
    this.changed.set(one.as, { from: one.pictures, changes });
    const wanted = rest.some((later) => 'pictures' in later && later.pictures === one.pictures);
    if (!wanted && !this.made.has(one.pictures)) x.dispose();
  }

  private judge({ pictures, runningStatistics }: Judge, rest: StepProgram): void {
    const { discriminator } = this.parts.nets;
    const pass = this.pass('discriminator', 'training');
    const x = this.pictures.get(pictures)!;
    const follow = runningStatistics === 'follow';
    this.passOf.set(pictures, pass);
    if (!isWanted(pictures, rest)) {
      this.said.set(pictures, discriminator.run(x, pass, follow));
      x.dispose();
      return;
    }
    const trace = discriminator.forward(x, pass);
    if (follow) discriminator.follow(trace);
    this.judged.set(pictures, trace);
    this.said.set(pictures, tf.clone(output(trace)));
  }

  /** The way back from a loss to the weights of the net that it is for. */
  private learn({ pictures, term, weight, against }: LossOf, rest: StepProgram): void {
    const { gan, constants, nets } = this.parts;
    const { generator, discriminator } = nets;
    const judged = this.judged.get(pictures)!;
    const own = this.said.get(pictures)!;
    const logits = against === undefined ? tf.clone(own) : tf.sub(own, this.said.get(against)!);
    this.logits.set(term, logits);
    const gradient = logitGradient(logits, term, weight, gan.step, constants);
    const keepTrace = isWanted(pictures, rest);
    const ofD = netOf(term) === 'discriminator';
    const back = discriminator.backward(judged, gradient, { weights: ofD, input: !ofD, keepTrace });
    if (ofD) {
      this.gather('discriminator', back.weights!);
    } else {
      const changed = this.changed.get(pictures);
      const made = this.made.get(changed?.from ?? pictures)!;
      const gradient = changed ? augmentBack(back.input!, changed.changes) : back.input!;
      if (changed) back.input!.dispose();
      const want = { weights: true, input: false, keepTrace };
      this.gather('generator', generator.backward(made, gradient, want).weights!);
    }
    if (!keepTrace) this.pictures.get(pictures)!.dispose();
  }

  /** Back to the pictures, up and down the gradient there, and back to D's weights from either. */
  private penalise({ pictures, weight, every, reach }: Penalty, rest: StepProgram): void {
    const { penaltyShare, nets } = this.parts;
    const { discriminator } = nets;
    const x = this.pictures.get(pictures)!;
    const pass = this.passOf.get(pictures)!;
    const keepTrace = isWanted(pictures, rest);
    const ones = tf.onesLike(this.said.get(pictures)!);
    const want = { weights: false, input: true, keepTrace };
    const gradient = discriminator.backward(this.judged.get(pictures)!, ones, want).input!;
    const step = tf.tidy(() => {
      const size = tf.sqrt(tf.sum(tf.square(gradient), [1, 2, 3], true));
      return tf.mul(gradient, tf.div(reach, tf.maximum(size, 1e-15)));
    });
    const moved = [tf.add(x, step), tf.sub(x, step)];
    const traces = moved.map((one) => discriminator.forward(one, pass));
    const scale = (weight * every * penaltyShare) / (4 * reach ** 2 * this.count);
    const up = tf.tidy(() => tf.mul(tf.sub(output(traces[0]!), output(traces[1]!)), scale));
    for (const [index, slope] of [up, tf.neg(up)].entries()) {
      const both = { weights: true, input: false };
      this.gather('discriminator', discriminator.backward(traces[index]!, slope, both).weights!);
    }
    tf.dispose([gradient, step, ...moved]);
    if (!keepTrace) x.dispose();
  }

  /** Adds to the gradients that a net has for its next update, which are taken over. */
  private gather(net: NetName, gradients: tf.Tensor[]): void {
    const before = this.gathered[net];
    this.gathered[net] = before
      ? before.map((gradient, index) => tf.add(gradient, gradients[index]!))
      : gradients;
    if (before) tf.dispose([...before, ...gradients]);
  }

  private update(net: NetName): void {
    const { nets, adams, rates, watch } = this.parts;
    const gradients = this.gathered[net]!;
    watch?.(net, gradients, nets[net].parameters);
    adams[net].update(gradients, rates[net]);
    tf.dispose(gradients);
    delete this.gathered[net];
  }

  private drawn(stream: number): tf.Tensor {
    const size = this.parts.gan.generator.input[0]!;
    const { seed } = this.parts;
    const { count, step } = this;
    return tf.tensor2d(normal(seed, stream, step, count * size), [count, size]);
  }

  private pass(net: NetName, mode: Pass['mode']): Pass {
    const { seed } = this.parts;
    const stream = Stream.Dropout + 256 * this.passes[net]++;
    return { mode, dropout: (layer, size) => uniform(seed, stream + layer, this.step, size) };
  }
}

/** Whether anything goes back through the pass of those pictures, or judges them anew. */
const isWanted = (pictures: string, rest: StepProgram): boolean =>
  rest.some(
    (one) =>
      (one.do === 'loss' || one.do === 'penalty' || one.do === 'judge') &&
      one.pictures === pictures,
  );
