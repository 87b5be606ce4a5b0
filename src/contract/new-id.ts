import { toHex } from './sha256';

/** 128 random bits as hex. Not crypto.randomUUID, which plain http pages do not have. */
export const newId = (): string => toHex(crypto.getRandomValues(new Uint8Array(16)));
