import type { Command } from '../contract/commands';
import type { LearningRates, RunState } from '../contract/records';
import {
  LOSSES,
  advance as realAdvance,
  isLive,
  phaseOf,
  statusOf,
  wishes,
  type RunPhase,
  type RunStatus,
  type StatusEvent,
} from '../contract/run-state';
import { Dice } from './fuzz/dice';

/**
 * One run in a small world: tabs with their pages and workers, the lock of the run, and a storage
 * that may refuse to write. Everything that decides is the run's state machine; everything that
 * happens (messages that are under way, deaths, reloads, full disks) is thrown by dice.
 */

type Advance = (status: RunStatus, event: StatusEvent) => RunStatus;

/** What a worker tells its page. */
type News = StatusEvent | { readonly type: 'died' };

/** What is asked of a worker. */
type Order =
  | Extract<Command, { type: 'pause' | 'resume' | 'stop' | 'setLearningRates' }>
  | {
      readonly type: 'begin';
      readonly again: boolean;
      readonly learningRates: LearningRates | null;
      readonly losses: number;
    };

const ratesOf = (rate: number): LearningRates => ({ generator: rate, discriminator: rate });

/** The host of a worker, its supervisor and its session. */
class Worker {
  status: RunStatus = statusOf('stopped');
  /** What is under way; null at rest. */
  at: 'finding' | 'opening' | 'session' | null = null;
  /** Runs that were begun and did not end: never more than one. */
  trainers = 0;
  /** Rates that steps are taken with. */
  rates = 1;
  dead = false;
  readonly inbox: Order[] = [];
  readonly news: News[] = [];

  constructor(private readonly world: World) {}

  /** Takes the oldest order that is under way to it. */
  deliver(): void {
    const order = this.inbox.shift();
    if (order && !this.dead) this.take(order);
  }

  /** Go on, asked twice, reaches it twice. */
  deliverTwice(): void {
    const [order] = this.inbox;
    if (order?.type !== 'begin') return;
    this.inbox.unshift(order);
    this.deliver();
    this.deliver();
  }

  private take(order: Order): void {
    if (order.type !== 'begin') {
      this.status = this.world.advance(this.status, order);
      return;
    }
    const { again, ...begin } = order;
    const next = this.world.advance(this.status, {
      ...begin,
      before: again ? 'interrupted' : null,
    });
    if (next === this.status) return;
    this.status = next;
    this.trainers += 1;
    this.at = 'finding';
  }

  /** Goes on with whatever is under way. */
  work(): void {
    if (this.at === 'finding') this.find();
    else if (this.at === 'opening') this.open();
    else if (this.at === 'session') this.train();
  }

  loseEngine(): void {
    if (this.at !== 'session') return;
    this.world.lossesInARow += 1;
    this.status = this.world.advance(this.status, { type: 'lost' });
    if (!isLive(this.status.state)) return this.end(this.status.state);
    this.at = 'opening';
    this.news.push({ type: 'lost' });
  }

  private find(): void {
    const { record } = this.world;
    if (this.status.before === null) {
      this.world.write('preparing');
      this.news.push({ type: 'entered', state: 'preparing' });
      this.status = this.world.advance(this.status, { type: 'entered', state: 'preparing' });
    } else if (record === null) return this.fail();
    else this.status = this.world.advance(this.status, { type: 'found', state: record });
    this.at = 'opening';
  }

  private open(): void {
    if (this.world.chance(0.1)) return this.fail();
    this.status = this.world.advance(this.status, { type: 'opened' });
    this.rates = this.status.learningRates?.generator ?? this.rates;
    this.enter('preparing');
    this.at = 'session';
  }

  private train(): void {
    const { world } = this;
    this.rates = this.status.learningRates?.generator ?? this.rates;
    if (this.status.wish === 'stop') return this.end('stopped');
    if (this.status.wish === 'pause') {
      if (this.status.state === 'paused') return;
      this.save();
      return this.enter('paused');
    }
    if (this.status.state !== 'running') return this.enter('running');
    if (world.faults && world.chance(0.02)) return this.end('finished');
    this.tell({ type: 'stepped' });
    if (world.chance(0.2)) this.save();
  }

  private save(): void {
    if (this.world.full) return;
    this.world.lossesInARow = 0;
    this.tell({ type: 'saved' });
  }

  private fail(): void {
    this.status = this.world.advance(this.status, { type: 'failed' });
    this.end(this.status.state);
  }

  private end(state: RunState): void {
    this.enter(state);
    this.at = null;
    this.trainers -= 1;
  }

  private enter(state: RunState): void {
    this.world.write(state);
    this.tell({ type: 'entered', state });
  }

  private tell(event: StatusEvent): void {
    this.status = this.world.advance(this.status, event);
    this.news.push(event);
  }
}

/** A page: what it shows, and its end of its worker. */
class Tab {
  shown: RunStatus | null;
  worker: Worker | null = null;
  /** Wanted last of the run that this tab trains; null where it trains none. */
  wanted: { wish: RunStatus['wish']; rates: number | null } | null = null;

  constructor(private readonly world: World) {
    this.shown = world.record && statusOf(world.record);
  }

  get trains(): boolean {
    return this.world.holder === this;
  }

  /** Train, or Go on. */
  begin(): void {
    const { world } = this;
    if (this.shown && isLive(this.shown.state)) return;
    if (world.holder !== null || (world.record === null && world.started)) return;
    const before = world.record === null ? null : (this.shown?.state ?? world.record);
    world.holder = this;
    world.started = true;
    world.lossesInARow = 0;
    this.wanted = { wish: 'run', rates: null };
    this.shown = world.advance(this.shown ?? statusOf('stopped'), { type: 'begin', before });
    this.send({ type: 'begin', again: before !== null, learningRates: null, losses: 0 });
  }

  ask(order: Exclude<Order, { type: 'begin' }>): void {
    if (!this.trains || !this.shown || !this.wanted) return;
    this.shown = this.world.advance(this.shown, order);
    this.send(order);
    if (order.type === 'setLearningRates') this.wanted.rates = order.generator;
    else if (this.wanted.wish !== 'stop') {
      this.wanted.wish = order.type === 'resume' ? 'run' : order.type;
    }
  }

  /** The oldest of what its worker told. */
  hear(): void {
    const news = this.worker?.news.shift();
    if (!news || !this.shown) return;
    if (news.type === 'died') return this.replaceWorker();
    this.show(news);
    for (const other of this.world.tabs) if (other !== this) other.show(news);
  }

  show(event: StatusEvent): void {
    this.shown &&= this.world.advance(this.shown, event);
    if (this.shown && !isLive(this.shown.state) && this.trains) this.letGo();
  }

  /** A worker that is gone is told by the browser, after what it had sent. */
  killWorker(): void {
    if (!this.worker || this.worker.dead) return;
    this.worker.news.push({ type: 'died' });
    this.worker.at = null;
    this.worker.trainers = 0;
    this.worker.dead = true;
  }

  /** The page goes, with all it held. */
  leave(): void {
    this.worker = null;
    this.letGo();
  }

  private replaceWorker(): void {
    this.worker = null;
    if (!this.shown || !isLive(this.shown.state)) return;
    this.world.lossesInARow += 1;
    this.show({ type: 'lost' });
    const { shown } = this;
    if (!isLive(shown.state)) {
      this.world.write(shown.state);
      return;
    }
    const { learningRates, losses } = shown;
    this.send({ type: 'begin', again: true, learningRates, losses });
    for (const wish of wishes(shown)) this.send(wish);
  }

  private send(order: Order): void {
    this.worker ??= new Worker(this.world);
    this.worker.inbox.push(order);
  }

  private letGo(): void {
    this.wanted = null;
    if (this.trains) this.world.holder = null;
  }
}

export class World {
  /** What the storage says of the run; null while it says nothing. */
  record: RunState | null = null;
  /** Whether the run was ever begun: there is one run here, so it is not begun twice. */
  started = false;
  /** The tab that holds the lock of the run. */
  holder: Tab | null = null;
  /** The storage refuses to write. */
  full = false;
  /** Losses since the last checkpoint, counted by the world itself. */
  lossesInARow = 0;
  /** False from when nothing is to go wrong any more. */
  faults = true;
  readonly tabs: Tab[] = [];
  private readonly dice: Dice;

  constructor(
    seed: number,
    readonly advance: Advance,
  ) {
    this.dice = new Dice(1, seed);
    this.tabs.push(new Tab(this));
  }

  chance(share: number): boolean {
    return this.faults && this.dice.chance(share);
  }

  write(state: RunState): void {
    if (!this.full && (this.record !== null || state === 'preparing')) this.record = state;
  }

  /** Something happens. @returns what, for people. */
  happen(): string {
    const { dice } = this;
    const tab = dice.pick(this.tabs);
    const [what, act] = dice.pick(HAPPENINGS);
    act(this, tab, dice);
    return `${what} ${this.tabs.indexOf(tab)}`;
  }

  reload(tab: Tab): void {
    tab.leave();
    this.tabs[this.tabs.indexOf(tab)] = new Tab(this);
  }

  /** Tabs that look on at a run whose tab is gone say so. */
  notice(tab: Tab): void {
    if (this.holder !== null || !tab.shown || !isLive(tab.shown.state)) return;
    tab.show({ type: 'abandoned' });
    this.write(tab.shown.state);
  }

  /** Nothing goes wrong any more: all that is under way comes to rest. */
  settle(): void {
    this.faults = false;
    this.full = false;
    for (let turn = 0; turn < ENOUGH; turn++) {
      for (const tab of this.tabs) {
        carryOn(tab);
        this.notice(tab);
      }
    }
  }

  /** What is wrong now, or null. */
  fault(): string | null {
    const trainers = this.tabs.reduce((sum, { worker }) => sum + (worker?.trainers ?? 0), 0);
    if (trainers > 1) return `${trainers} trainers of one run`;
    if (this.lossesInARow > LOSSES) return `${this.lossesInARow} losses in a row`;
    return this.record === null ? null : cannotBeOpened(this.record, this.advance);
  }

  /** What is wrong once all has come to rest: wishes that were lost, states that are not left. */
  faultAtRest(): string | null {
    for (const tab of this.tabs) {
      const { shown, wanted } = tab;
      if (!shown || !isLive(shown.state)) continue;
      if (!wanted) {
        if (this.holder !== null) continue;
        return `a tab that looks on shows ${phaseOf(shown)} for ever`;
      }
      const due = wanted.wish === 'pause' ? 'paused' : 'running';
      if (wanted.wish === 'stop') return `stop was asked for, and it is ${phaseOf(shown)}`;
      if (phaseOf(shown) !== due) return `${wanted.wish} was wanted, and it is ${phaseOf(shown)}`;
      const rates = tab.worker?.rates;
      if (wanted.rates !== null && rates !== wanted.rates) return 'learning rates were lost';
    }
    return null;
  }

  /** Stops what still trains, and lets it settle. */
  stop(): void {
    for (const tab of this.tabs) tab.ask({ type: 'stop' });
    this.settle();
  }
}

/** Turns after which what has not come to rest never will. */
const ENOUGH = 60;
const MOST_TABS = 3;

type Act = (world: World, tab: Tab, dice: Dice) => void;

/** What may happen; what happens often stands several times. */
const HAPPENINGS: readonly (readonly [string, Act])[] = [
  ['begin', (_, tab) => tab.begin()],
  ['begin', (_, tab) => tab.begin()],
  ['pause', (_, tab) => tab.ask({ type: 'pause' })],
  ['resume', (_, tab) => tab.ask({ type: 'resume' })],
  ['stop', (_, tab, dice) => dice.chance(0.3) && tab.ask({ type: 'stop' })],
  [
    'rates',
    (_, tab, dice) => tab.ask({ type: 'setLearningRates', ...ratesOf(1 + dice.below(1e6)) }),
  ],
  ['twice', (_, { worker }) => worker?.deliverTwice()],
  ['kill worker', (_, tab) => tab.killWorker()],
  ['lose engine', (_, { worker }) => worker?.loseEngine()],
  ['reload', (world, tab, dice) => dice.chance(0.3) && world.reload(tab)],
  ['open tab', (world) => world.tabs.length < MOST_TABS && world.tabs.push(new Tab(world))],
  ['disk', (world) => (world.full = !world.full)],
  ['notice', (world, tab) => world.notice(tab)],
  ...Array<readonly [string, Act]>(4).fill(['deliver', (_, { worker }) => worker?.deliver()]),
  ...Array<readonly [string, Act]>(6).fill(['work', (_, { worker }) => worker?.work()]),
  ...Array<readonly [string, Act]>(6).fill(['hear', (_, tab) => tab.hear()]),
];

function carryOn(tab: Tab): void {
  tab.worker?.deliver();
  tab.worker?.work();
  // All that it told: it tells more than one thing a turn.
  while (tab.worker && tab.worker.news.length > 0) tab.hear();
}

/** A record that a page finds can be shown as at rest, and gone on with from there. */
function cannotBeOpened(record: RunState, advance: Advance): string | null {
  const found = advance(statusOf(record), { type: 'abandoned' });
  if (isLive(found.state)) return `a run that is ${record} is nobody's for ever`;
  const again = advance(found, { type: 'begin', before: found.state });
  return isLive(again.state) ? null : `a run that is ${found.state} cannot be gone on with`;
}

/**
 * What is wrong with the state machine in one sequence of happenings, or null.
 * @param seen takes the states that pages showed on the way.
 */
export function faultOf(
  seed: number,
  happenings: number,
  advance: Advance = realAdvance,
  seen = new Set<RunPhase>(),
): string | null {
  const world = new World(seed, advance);
  const course: string[] = [];
  const told = (fault: string | null): string | null =>
    fault && `${fault} (seed ${seed}: ${course.join(', ')})`;
  for (let i = 0; i < happenings; i++) {
    course.push(world.happen());
    for (const { shown } of world.tabs) if (shown) seen.add(phaseOf(shown));
    const fault = world.fault();
    if (fault) return told(fault);
  }
  world.settle();
  const fault = world.fault() ?? world.faultAtRest();
  if (fault) return told(fault);
  world.stop();
  const left = world.tabs.find(({ shown }) => shown && isLive(shown.state));
  return told(left ? `a run that was stopped is ${phaseOf(left.shown!)}` : null);
}
