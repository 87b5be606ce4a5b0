import { madeOfPng } from '../export/made-texts';
import { readOrigin } from '../explore/origin-text';
import type { WhatMade } from '../store/ports';
import { exploreHash, readExploreHash } from '../ui/explore/link';

/** Texts stand before the pixels: more of a file than this is not looked at. */
const HEAD_BYTES = 1_100_000;

/** Reads it off the file's beginning. */
export const whatMade: WhatMade = async (file) => {
  const made = madeOfPng(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()));
  const hand = readOrigin(made?.origin ?? '');
  if (!made || !hand) return null;
  const { run, epoch, weights, truncation } = made;
  const generator = { runId: run.id, epoch, weights };
  return { made, hash: exploreHash({ ...readExploreHash(''), generator, hand, truncation }) };
};
