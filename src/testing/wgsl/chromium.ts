import { openDevice } from '../../engine/gpu/device';
import { makeCard, type Card } from '../../engine/wgsl/context/gpu-context';
import { failOnComplaints, listen } from './complaints';

let card: Promise<Card> | null = null;

/** The card of one test: that of the browser. It is an error where there is none. */
export async function chromiumCard(): Promise<Card> {
  const opened = await (card ??= open());
  failOnComplaints(opened);
  return opened;
}

async function open(): Promise<Card> {
  const { device, adapter, software } = await openDevice();
  const made = makeCard(device, adapter, software);
  listen(made);
  return made;
}
