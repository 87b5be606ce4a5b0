import type { Role } from './drivers/driver';

/** Functions that run in the page: they know nothing but what they are given. */

export interface Wanted {
  readonly role: Role;
  /** Source of a regular expression that the whole name, or a part of it, matches. */
  readonly pattern: string;
}

export function wanted(role: Role, name: string | RegExp): Wanted {
  if (typeof name !== 'string') return { role, pattern: name.source };
  return { role, pattern: `^${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$` };
}

/** The first element in view with that role and name that can be pressed, or null. */
export function locate({ role, pattern }: Wanted): HTMLElement | null {
  const selectors = { button: 'button', link: 'a[href]', menuitem: '[role=menuitem]' };
  const name = new RegExp(pattern);
  const all = [...document.querySelectorAll<HTMLElement>(selectors[role])];
  return (
    all.find((element) => {
      const label = element.getAttribute('aria-label') ?? element.textContent ?? '';
      const hidden = element.closest('[aria-hidden=true]') !== null;
      const free = !element.matches(':disabled, [data-disabled=true]');
      const { width, height } = element.getBoundingClientRect();
      return free && !hidden && width > 0 && height > 0 && name.test(label.trim());
    }) ?? null
  );
}

/** The field for files behind the button of that name, or null. */
export function fileField(button: string): HTMLInputElement | null {
  const all = [...document.querySelectorAll('button')];
  const found = all.find((one) => one.textContent?.trim() === button);
  const next = found?.nextElementSibling;
  return next instanceof HTMLInputElement ? next : null;
}

/** All that the page shows as text. */
export const words = (): string => document.body.innerText;

export interface KeptRun {
  readonly id: string;
  readonly datasetId: string;
  readonly state: string;
  readonly step: number;
  readonly stepsPerEpoch: number;
  /** Numbers of grids of samples, generators and checkpoints. */
  readonly samples: number;
  readonly generators: number;
  readonly checkpoints: number;
  /** [step, epoch, discriminatorLoss, generatorLoss, realScore, fakeScore] of every step. */
  readonly rows: readonly (readonly number[])[];
}

/** The runs that the database holds, oldest first; read past the studio. */
export async function keptRuns(): Promise<KeptRun[]> {
  const done = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('No reason given.'));
    });
  interface Run {
    readonly id: string;
    readonly datasetId: string;
    readonly state: string;
    readonly step: number;
    readonly stepsPerEpoch: number;
    readonly createdAt: number;
  }
  const database = await done(indexedDB.open('atelier'));
  try {
    const stores = ['runs', 'metrics', 'samples', 'generators', 'checkpoints'];
    const reading = database.transaction(stores);
    const range = (id: string): IDBKeyRange => IDBKeyRange.bound([id], [id, []]);
    const count = (store: string, id: string): Promise<number> =>
      done(reading.objectStore(store).count(range(id)));
    const runs = (await done(reading.objectStore('runs').getAll())) as Run[];
    const kept: KeptRun[] = [];
    for (const run of runs.sort((one, two) => one.createdAt - two.createdAt)) {
      const { id, datasetId, state, step, stepsPerEpoch } = run;
      const blocks = (await done(reading.objectStore('metrics').getAll(range(id)))) as {
        rows: Float64Array;
      }[];
      const rows = blocks.flatMap((block) =>
        Array.from({ length: block.rows.length / 6 }, (_, i) => [
          ...block.rows.subarray(i * 6, i * 6 + 6),
        ]),
      );
      const samples = await count('samples', id);
      const generators = await count('generators', id);
      const checkpoints = await count('checkpoints', id);
      kept.push({
        ...{ id, datasetId, state, step, stepsPerEpoch },
        ...{ samples, generators, checkpoints, rows },
      });
    }
    return kept;
  } finally {
    database.close();
  }
}

export interface KeptSet {
  readonly id: string;
  readonly count: number;
  /** FNV-1a of all packed pixels, 32 bits. */
  readonly pixels: number;
}

/** The sets that the database holds, oldest first, with a sum over their pixels. */
export async function keptSets(): Promise<KeptSet[]> {
  const done = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('No reason given.'));
    });
  const database = await done(indexedDB.open('atelier'));
  try {
    const reading = database.transaction(['datasets', 'chunks']);
    const sets = (await done(reading.objectStore('datasets').getAll())) as {
      id: string;
      count: number;
      createdAt: number;
    }[];
    const kept: KeptSet[] = [];
    for (const { id, count } of sets.sort((one, two) => one.createdAt - two.createdAt)) {
      const range = IDBKeyRange.bound([id], [id, []]);
      const chunks = (await done(reading.objectStore('chunks').getAll(range))) as {
        pixels: Uint8Array;
      }[];
      let sum = 0x811c9dc5;
      for (const { pixels } of chunks) {
        for (const value of pixels) sum = Math.imul(sum ^ value, 0x01000193) >>> 0;
      }
      kept.push({ id, count, pixels: sum });
    }
    return kept;
  } finally {
    database.close();
  }
}

/** Names of the locks that any tab of this browser holds for a run, a set or an intake. Every open tab
 *  holds one for the build that it came from as well. */
export async function heldLocks(): Promise<string[]> {
  const { held = [] } = await navigator.locks.query();
  return held
    .map(({ name }) => name ?? '')
    .filter((name) => !name.startsWith('atelier.build.'))
    .sort();
}

export interface Heard {
  /** The step of every message of progress, in order. */
  readonly progress: number[];
  /** The step of every row of metrics, in order. */
  readonly metrics: number[];
}

/** Begins to listen to what the tab that trains tells the others of its worker's messages. */
export function listen(): void {
  const heard: Heard = { progress: [], metrics: [] };
  const channel = new BroadcastChannel('atelier.runs');
  channel.onmessage = ({ data }) => {
    if (data.type === 'progress') heard.progress.push(data.progress.step);
    if (data.type === 'metrics') {
      for (let i = 0; i < data.rows.length; i += 6) heard.metrics.push(data.rows[i]);
    }
  };
  // Kept alive by the page.
  Object.assign(window, { heard, heardOn: channel });
}

export const heard = (): Heard => (window as unknown as { heard: Heard }).heard;
