import type { RunRecord } from './records';

/** Whether a run is a generator and a discriminator that came out of files, and has learnt nothing here:
 *  it can be trained further on any pictures of its shape [FILE8]. */
export const netsFromFiles = ({ checkpoint, step, datasetCount }: RunRecord): boolean =>
  checkpoint?.step === 0 && step === 0 && datasetCount === 0;

/** Whether nothing is known of what it learnt from: its generator came out of a file that does not tell. */
export const withoutSet = ({ datasetName, datasetCount }: RunRecord): boolean =>
  datasetName === '' && datasetCount === 0;
