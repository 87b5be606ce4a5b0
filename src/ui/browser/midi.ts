import type { MidiPort } from '../../store/explore/performing';

/**
 * Devices by Web MIDI, asked for when it is called and not before; no system exclusive. A device that is
 * plugged in later, or again, is heard as well. Safari has no Web MIDI, nor have plain http pages.
 */
export const midi: MidiPort = {
  granted: async () => {
    if (!('requestMIDIAccess' in navigator)) return false;
    try {
      return (await navigator.permissions.query({ name: 'midi' })).state === 'granted';
    } catch {
      // A browser that does not tell would ask.
      return false;
    }
  },
  connect: async (onInputs, onMessage) => {
    if (!('requestMIDIAccess' in navigator)) return 'missing';
    let access: MIDIAccess;
    try {
      access = await navigator.requestMIDIAccess({ sysex: false });
    } catch {
      return 'refused';
    }
    const listen = (): void => {
      const inputs = [...access.inputs.values()].filter(({ state }) => state === 'connected');
      for (const input of inputs) {
        // Set, not added: a device that comes again is heard once.
        input.onmidimessage = ({ data }) => {
          if (data) onMessage(nameOf(input), data);
        };
      }
      onInputs(inputs.map(nameOf));
    };
    access.onstatechange = listen;
    listen();
    return 'on';
  },
};

const nameOf = ({ name, id }: MIDIInput): string => name ?? id;
