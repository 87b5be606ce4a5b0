import type { RunEvent } from '../contract/events';
import { BATCHINGS } from '../contract/net-spec';
import type { RunState } from '../contract/records';
import type { Relay } from '../store/ports';

const CHANNEL = 'atelier.runs';

/** A BroadcastChannel between the tabs of this browser. `name` is for tests. */
export function broadcastRelay(name = CHANNEL): Relay {
  const channel = open(name);
  if (!channel) return SILENT;
  return {
    post: (event) => channel.postMessage(event),
    subscribe(listener) {
      const receive = ({ data }: MessageEvent<unknown>): void => {
        if (isRunEvent(data)) listener(data);
      };
      channel.addEventListener('message', receive);
      return () => channel.removeEventListener('message', receive);
    },
  };
}

/** Null where the browser has none, or refuses it with the site's data. */
function open(name: string): BroadcastChannel | null {
  try {
    return new BroadcastChannel(name);
  } catch {
    return null;
  }
}

/** Where tabs cannot claim a run for themselves, none is told of another's. */
export const SILENT: Relay = { post: () => undefined, subscribe: () => () => undefined };

type Part = (value: unknown) => boolean;

const text: Part = (value) => typeof value === 'string';
const number: Part = (value) => Number.isFinite(value);
const rows: Part = (value) => value instanceof Float64Array;
const blob: Part = (value) => value instanceof Blob;
const floats: Part = (value) => value instanceof Float32Array;
const all =
  (parts: Readonly<Record<string, Part>>): Part =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(parts).every(([key, part]) => part((value as Record<string, unknown>)[key]));

const code = all({ code: text, params: (value) => typeof value === 'object' && value !== null });

const STATES: Readonly<Record<RunState, true>> = {
  preparing: true,
  running: true,
  paused: true,
  stopped: true,
  finished: true,
  failed: true,
  interrupted: true,
};

const likeness = all({ slicedMean: number, colour: number, sliced: Array.isArray });
const measured = all({
  runId: text,
  step: number,
  epoch: number,
  measures: (value) => likeness(value) && all({ copies: all({ closest: Array.isArray }) })(value),
  floor: likeness,
});

/** What the page reads of the events it shows. Another tab may run an older or a newer studio, whose
 *  messages may look otherwise: those are passed over. */
const EVENTS: Readonly<Record<RunEvent['type'], Part>> = {
  run: all({
    preparing: (value) => value === null || code(value),
    run: all({
      id: text,
      device: (value) => value === null || all({ kind: text })(value),
      name: text,
      state: (value) => typeof value === 'string' && Object.hasOwn(STATES, value),
      datasetId: text,
      datasetCount: number,
      batching: (value) => BATCHINGS.some((one) => one === value),
      step: number,
      epoch: number,
      createdAt: number,
      trainedMs: number,
      stepsPerEpoch: number,
      settings: all({ preset: text, epochs: number, batchSize: number }),
      learningRates: all({ generator: number, discriminator: number }),
    }),
  }),
  progress: all({
    runId: text,
    progress: all({
      step: number,
      epoch: number,
      totalEpochs: number,
      totalSteps: number,
      stepsPerEpoch: number,
    }),
  }),
  metrics: all({ runId: text, rows }),
  samples: all({
    sample: all({
      runId: text,
      epoch: number,
      step: number,
      columns: number,
      rows: number,
      count: number,
      shape: all({ height: number, width: number }),
      image: blob,
      scores: floats,
    }),
  }),
  measuring: all({ runId: text, underWay: (value) => typeof value === 'boolean' }),
  measured: all({ record: measured }),
  generatorSaved: all({ runId: text, epoch: number, bytes: number }),
  checkpointSaved: all({ runId: text, step: number, epoch: number, savedAt: number }),
  bestChanged: all({
    runId: text,
    best: (value) => value === null || all({ step: number, epoch: number })(value),
  }),
  keptChanged: all({ runId: text }),
  failed: all({ runId: text, error: all({ code: text, params: all({}) }) }),
};

function isRunEvent(data: unknown): data is RunEvent {
  if (typeof data !== 'object' || data === null) return false;
  const { type } = data as { readonly type?: unknown };
  if (typeof type !== 'string' || !Object.hasOwn(EVENTS, type)) return false;
  return EVENTS[type as RunEvent['type']](data);
}
