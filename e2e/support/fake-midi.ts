import type { Page } from '@playwright/test';

/** What the page is watched for, and what it can be told, from a test. */
interface Watched {
  /** What was asked for, in its order: `midi` or `microphone`. */
  readonly asked: string[];
  /** Tracks of the microphone that are live. */
  live(): number;
  plug(name: string): void;
  unplug(name: string): void;
  send(name: string, bytes: number[]): void;
}

declare global {
  interface Window {
    watched: Watched;
  }
}

/** Puts MIDI devices of the test's own into the page, which no machine of tests has, and counts what is
 *  asked for. Before it is opened. */
export async function watchAsking(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const asked: string[] = [];
    const tracks: MediaStreamTrack[] = [];
    const inputs = new Map<string, MIDIInput>();
    const access = Object.assign(new EventTarget(), {
      inputs,
      outputs: new Map(),
      sysexEnabled: false,
      onstatechange: null as ((event: Event) => void) | null,
    });
    const changed = (): void => access.onstatechange?.(new Event('statechange'));
    const plug = (name: string): void => {
      const port = { id: `${name} ${asked.length}`, name, type: 'input', state: 'connected' };
      inputs.set(name, Object.assign(new EventTarget(), port, { onmidimessage: null }) as never);
      changed();
    };
    const request = (options?: MIDIOptions): Promise<unknown> => {
      asked.push(options?.sysex ? 'midi with sysex' : 'midi');
      return Promise.resolve(access);
    };
    Object.defineProperty(navigator, 'requestMIDIAccess', { value: request });
    const devices = navigator.mediaDevices;
    const open = devices.getUserMedia.bind(devices);
    devices.getUserMedia = async (constraints) => {
      asked.push('microphone');
      const stream = await open(constraints);
      tracks.push(...stream.getTracks());
      return stream;
    };
    window.watched = {
      asked,
      live: () => tracks.filter(({ readyState }) => readyState === 'live').length,
      plug,
      unplug: (name) => {
        inputs.delete(name);
        changed();
      },
      send: (name, bytes) => {
        const data = Uint8Array.from(bytes);
        const input = inputs.get(name)!;
        input.onmidimessage?.(Object.assign(new Event('midimessage'), { data }) as never);
      },
    };
    plug('Knobs');
  });
}
