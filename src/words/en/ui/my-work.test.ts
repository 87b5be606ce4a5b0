import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { HYPERPARAMETERS } from '../../../contract/hyperparameters';
import { myWork } from './my-work';

const flat = (text: string): string => text.replaceAll(/\s+/g, ' ');
const page = flat(
  readFileSync(new URL('../../../../docs/what-happens-to-my-work.md', import.meta.url), 'utf8'),
);

it('says in the page what the documents say', () => {
  for (const { title, says } of myWork) {
    expect(page).toContain(`## ${title}`);
    for (const sentence of says) expect(page).toContain(sentence);
  }
});

it('[SAVE2] names the cadence that the settings begin with', () => {
  expect(HYPERPARAMETERS.checkpointSeconds.default).toBe(60);
  expect(HYPERPARAMETERS.checkpointEpochs.default).toBe(50);
  expect(page).toContain('every minute or every 50 epochs');
});
