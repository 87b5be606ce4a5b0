import { toHex } from './sha256';

/** 128 random bits as hex. Not crypto.randomUUID, which plain http pages do not have. */
export const newId = (): string => toHex(crypto.getRandomValues(new Uint8Array(16)));

/** A seed that nobody chose. */
export const newSeed = (): number => crypto.getRandomValues(new Uint32Array(1))[0]!;
