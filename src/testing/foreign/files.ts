import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** What make-keragan.py and make-artgan.py wrote. */

const at = (name: string): URL => new URL(`../fixtures/foreign/${name}`, import.meta.url);

export const fixtureBytes = (name: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(gunzipSync(readFileSync(at(`${name}.gz`))));

/** A file as it is dropped on the page. */
export const foreignFile = (name: string): File => new File([fixtureBytes(name)], name);

/** Latents, and what the discriminator says of the pictures that are made of them. */
export const factsOf = (tool: 'keragan' | 'artgan') =>
  JSON.parse(readFileSync(at(`${tool}.json`), 'utf8')) as {
    readonly latents: readonly (readonly number[])[];
    readonly scores: readonly number[];
  };
