import { Listener, SILENCE, loudness, type Levels } from '../../explore/perform/sound';
import type { MicrophonePort } from '../../store/explore/performing';

/** Samples that are looked at: 43 ms at 48 kHz, bins of 23 Hz. */
const WINDOW = 2048;

/** The sound as it is: what makes speech clear would take music for noise. */
const AS_IT_IS = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };

/** Asked for when it is called and not before. It is looked at, never recorded nor played. */
export const microphone: MicrophonePort = {
  open: async (onGone) => {
    // Plain http pages have no `mediaDevices`, whatever their type says.
    if (!('mediaDevices' in navigator)) return 'missing';
    let stream: MediaStream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: AS_IT_IS });
    } catch (error) {
      const name = error instanceof DOMException ? error.name : '';
      return name === 'NotFoundError' ? 'none' : name === 'NotReadableError' ? 'busy' : 'refused';
    }
    for (const track of stream.getTracks()) track.addEventListener('ended', onGone);
    const context = new AudioContext({ latencyHint: 'interactive' });
    // It sleeps where the press was too long ago; the next one wakes it.
    void context.resume().catch(() => undefined);
    const read = readerOf(context, stream);
    let levels: Levels = SILENCE;
    let [frame, last] = [0, performance.now()];
    const look = (now: number): void => {
      levels = read((now - last) / 1000);
      last = now;
      frame = requestAnimationFrame(look);
    };
    frame = requestAnimationFrame(look);
    return {
      levels: () => levels,
      close: () => {
        cancelAnimationFrame(frame);
        for (const track of stream.getTracks()) track.stop();
        void context.close().catch(() => undefined);
      },
    };
  },
};

function readerOf(context: AudioContext, stream: MediaStream): (seconds: number) => Levels {
  const analyser = new AnalyserNode(context, { fftSize: WINDOW, smoothingTimeConstant: 0 });
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(WINDOW);
  const decibels = new Float32Array(analyser.frequencyBinCount);
  const listener = new Listener();
  return (seconds) => {
    analyser.getFloatTimeDomainData(samples);
    analyser.getFloatFrequencyData(decibels);
    return listener.hear(loudness(samples, decibels, context.sampleRate), Math.max(0, seconds));
  };
}
